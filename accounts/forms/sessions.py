"""Ending somebody's sessions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EndSessionsForm(forms.Form):
    reason = forms.CharField(label=_("Neden"), max_length=300, help_text=_("Güvenlik olaylarında görünür."))
