"""The form that closes a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField


class CloseForm(forms.Form):
    decision = LineField(
        label=_("Yönetim kurulu kararı"), max_length=100, help_text=_("Örnek: 15.01.2027 tarihli, 3 sayılı karar")
    )
