"""What each person chooses for the look of the panel."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from kafkasder.core import dashboard


class PreferencesForm(forms.Form):
    """Any of the preferences; what was not sent stays as it is."""

    _NAMES = ("theme", "density", "enter_key", "language")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in self._NAMES:
            if name in data:
                self.fields[name] = get_user_model()._meta.get_field(name).formfield()


class FoldForm(forms.Form):
    """A group of the dashboard, and whether it is folded from now on."""

    group = forms.ChoiceField(choices=lambda: [(key, key) for key in dashboard.group_keys()])
    folded = forms.BooleanField(required=False)
