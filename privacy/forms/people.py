"""Looking for a person of any kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField


class FindPersonForm(forms.Form):
    """What is remembered of somebody. It is posted, so that no name or number gets into an address."""

    q = TextField(
        label=_("Kimi arıyorsunuz?"),
        max_length=100,
        help_text=_("Ad, dosya no, telefon, kimlik no ya da e-posta"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )
