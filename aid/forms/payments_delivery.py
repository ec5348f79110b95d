"""What is asked when aid is handed over: who took it, and what proves it."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.fields import LineField, NameField, TurkishDateField, no_future_day
from kafkasder.core.reasons import ReasonForm

from ..models import AidProof
from ..services.proving import Proof

LONGEST_SIGNATURE = 300_000  # letters of a drawn one, as a page sends it
_PICTURE = "data:image/png;base64,"
_KINDS = [(each.value, each.label) for each in (AidProof.Kind.PHOTO, AidProof.Kind.PAPER)]
_ACCEPTED = ".jpg,.jpeg,.png,.webp,.pdf"


class SignatureField(forms.CharField):
    """A signature as a script draws it into the page; nothing where nobody drew."""

    widget = forms.HiddenInput(attrs={"data-signature-value": ""})

    def clean(self, value: Any) -> Any:
        text = str(value or "")
        if not text:
            return None
        if len(text) > LONGEST_SIGNATURE or not text.startswith(_PICTURE):
            raise ValidationError(_("İmza okunamadı; yeniden çizin."), code="signature")
        try:
            content = base64.b64decode(text.removeprefix(_PICTURE), validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("İmza okunamadı; yeniden çizin."), code="signature") from None
        return ContentFile(content, name="imza.png")


class ProofForm(forms.Form):
    """A photo or a signed paper."""

    kind = forms.ChoiceField(label=_("Kanıt türü"), choices=_KINDS)
    upload = forms.FileField(
        label=_("Dosya"),
        help_text=_("Fotoğraf ya da PDF; fotoğraf konum bilgisi silinerek saklanır."),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )

    def proofs(self) -> list[Proof]:
        upload = self.cleaned_data.get("upload")
        return [Proof(self.cleaned_data["kind"], upload)] if upload else []


class DeliveryForm(ProofForm):
    """Who took it on which day; a drawn signature, a file, or a witness and why there is nothing else."""

    field_order = ("received_by", "day", "signature", "kind", "upload", "witness", "note")

    received_by = NameField(label=_("Teslim alan"), max_length=150, help_text=_("Kimliğine bakarak yazın."))
    day = TurkishDateField(label=_("Tarih"), initial=today, validators=[no_future_day])
    signature = SignatureField(required=False)
    witness = NameField(
        label=_("Tanık"),
        max_length=80,
        required=False,
        help_text=_("İmza ve fotoğraf alınamadıysa teslime tanık olan kişi."),
    )
    note = LineField(label=_("İmza alınamama nedeni"), max_length=110, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].required = self.fields["upload"].required = False
        self.fields["kind"].initial = AidProof.Kind.PHOTO

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        proven = cleaned.get("signature") or cleaned.get("upload") or self.has_error("signature", "signature")
        if proven or self.has_error("upload"):
            return cleaned
        if not cleaned.get("witness"):
            self.add_error("witness", _("İmza çizdirin, fotoğraf ya da tutanak ekleyin ya da tanığı yazın."))
        elif not cleaned.get("note"):
            self.add_error("note", _("İmzanın neden alınamadığını yazın."))
        return cleaned

    def proofs(self) -> list[Proof]:
        signature = self.cleaned_data.get("signature")
        drawn = [Proof(AidProof.Kind.SIGNATURE, signature)] if signature else []
        kind = self.cleaned_data.get("kind") or AidProof.Kind.PHOTO
        upload = self.cleaned_data.get("upload")
        return [*drawn, *([Proof(kind, upload)] if upload else [])]

    def words(self) -> str:
        """What is kept of the witness."""
        witness, why = self.cleaned_data.get("witness"), self.cleaned_data.get("note")
        if not witness:
            return str(why or "")
        return str(_("Tanık: %(witness)s. %(why)s") % {"witness": witness, "why": why or ""}).strip()


class TakeBackForm(ReasonForm):
    """On which day and why something given comes back."""

    field_order = ("day", "reason")

    day = TurkishDateField(label=_("Tarih"), initial=today, validators=[no_future_day])
