"""The forms of the association's identity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, PhoneField, TaxpayerNumberField

from ..avatars import clean_logo
from ..editing import RecordForm
from ..models import OrganisationProfile


class OrganisationForm(RecordForm):
    """What stands at the head of receipts and other papers; the logo has a page of its own."""

    name = LineField(label=_("Derneğin adı"), max_length=200, help_text=_("Tüzükteki gibi yazın."))
    registry_number = LineField(label=_("Kütük no"), max_length=20, required=False, help_text=_("Örnek: 38-012-045"))
    address = LineField(label=_("Yerleşim yeri"), max_length=300, required=False)
    tax_office = LineField(label=_("Vergi dairesi"), max_length=80, required=False)
    tax_number = TaxpayerNumberField(label=_("Vergi no"), max_length=10, required=False)
    phone = PhoneField(label=_("Telefon"), required=False)
    website = LineField(
        label=_("İnternet sitesi"), max_length=200, required=False, help_text=_("Örnek: https://www.ornek.org.tr")
    )

    class Meta:
        model = OrganisationProfile
        fields = (
            "name",
            "registry_number",
            "address",
            "tax_office",
            "tax_number",
            "phone",
            "email",
            "website",
            "gives_tax_relief",
        )

    @property
    def values(self) -> dict[str, Any]:
        """The values to store, merged with what others saved meanwhile."""
        values = self.merged.values if self.merged else self.cleaned_data
        return {name: values[name] for name in self.merged_fields()}


class LogoForm(forms.Form):
    """A new logo, or none any more."""

    picture = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("JPEG, PNG ya da WebP; en çok 5 MB. Beyaz zemin üzerine basılır."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove = forms.BooleanField(label=_("Logoyu kaldır"), required=False)

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        return clean_logo(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("picture") and not cleaned.get("remove"):
            self.add_error("picture", _("Bir dosya seçin."))
        return cleaned
