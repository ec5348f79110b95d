"""The form that asks why something is done that is asked about later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import LineField

LONGEST_REASON = 300


class ReasonForm(forms.Form):
    """A reason; where it is not `required`, as a transition may say, it may stay empty."""

    reason = LineField(
        label=_("Neden"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )

    def __init__(self, *args: Any, required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = required
