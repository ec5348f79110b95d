"""What may be typed about an identity document."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TurkishDateField
from kafkasder.core.identifiers import mask_document_number

from ..models import IdentityDocument
from .rules import report


class DocumentForm(RecordForm):
    """A passport, permit or card; its number is masked like the identity number."""

    secrets: ClassVar = {"number": mask_document_number}
    together: ClassVar = {"dates": ("issued_on", "expires_on")}

    number = LineField(label=_("Belge no"), max_length=50, required=False)
    issued_on = TurkishDateField(label=_("Veriliş tarihi"), required=False)
    expires_on = TurkishDateField(label=_("Geçerlilik sonu"), may_lie_ahead=True, required=False)

    class Meta:
        model = IdentityDocument
        fields = ("kind", "number", "country", "issued_on", "expires_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and issued > timezone.localdate():
            report(self, {"issued_on": ValidationError(_("Veriliş tarihi gelecekte olamaz."), code="issued_in_future")})
        if issued and expires and expires < issued:
            problem = ValidationError(_("Geçerlilik sonu, veriliş tarihinden önce olamaz."), code="dates_out_of_order")
            report(self, {"expires_on": problem})
        return cleaned
