"""Which bank's file is wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Format

from ..models import BankTemplate


class BankFileForm(forms.Form):
    """A bank's template and the kind of file; whoever takes accounts that changed since says that they looked."""

    template = forms.ModelChoiceField(label=_("Banka kalıbı"), queryset=BankTemplate.objects.none(), empty_label=None)
    form = forms.ChoiceField(label=_("Dosya türü"), choices=Format.choices)
    looked = forms.BooleanField(
        label=_("Değişen hesaplara baktım; dosyaya yeni halleriyle girsinler"),
        error_messages={"required": _("Hesabı değişen ödemeler var; bakıp işaretleyin.")},
    )

    def __init__(self, *args: Any, changed: int, **options: Any) -> None:
        super().__init__(*args, **options)
        templates: Any = self.fields["template"]
        templates.queryset = BankTemplate.objects.order_by("name")
        templates.initial = templates.queryset.first()
        if not changed:
            del self.fields["looked"]
