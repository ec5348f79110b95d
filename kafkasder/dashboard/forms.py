"""What each person chooses for the look of the panel."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model


class PreferencesForm(forms.ModelForm):
    """Any subset of the preferences; what was not sent stays as it is."""

    class Meta:
        model = get_user_model()
        fields = ("theme", "density", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.data):
            del self.fields[name]
