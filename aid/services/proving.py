"""What proves that aid arrived: kept with it, and given out to those who see it, which the trail tells of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from accounts.services.disclosures import record_read
from kafkasder.core.files import SHOWN, clean_name, type_of
from kafkasder.core.locks import lock
from kafkasder.core.pictures import drawn_anew

from .. import policy
from ..models import Aid, AidProof
from .giving import deliver

MOST_PROOFS = 10
_WIDEST, _HIGHEST = 1_600, 800  # pixels of a drawn signature
_PDF, _PNG, _JPEG = "application/pdf", "image/png", "image/jpeg"


@dataclass(frozen=True)
class Proof:
    """What somebody sent as a proof; a signature is a PNG that a page drew."""

    kind: str
    upload: Any


@transaction.atomic
def hand_over(*, aid: Aid, day: date, received_by: str, by: Any, note: str = "", proofs: Iterable[Proof] = ()) -> Aid:
    """Hand aid over with what proves it: all of it or nothing."""
    aid = deliver(aid=aid, day=day, received_by=received_by, by=by, note=note)
    _keep_all(aid, proofs, by)
    return aid


@transaction.atomic
def add_proof(*, aid: Aid, proof: Proof, by: Any) -> AidProof:
    """Keep one more proof of what was handed over. Raise ValidationError for what is neither a picture nor a PDF."""
    aid = lock(aid, by)
    policy.can_prove(by, aid).require()
    if aid.proofs.count() >= MOST_PROOFS:
        told = _("Bir yardıma en çok %(count)d kanıt eklenebilir.")
        raise ValidationError({"upload": told % {"count": MOST_PROOFS}}, code="proofs_many")
    (kept,) = _keep_all(aid, [proof], by)
    return kept


@transaction.atomic
def open_proof(*, proof: AidProof, by: Any) -> AidProof:
    """Record that somebody looks at a proof of an aid that they see."""
    if not Aid.objects.visible_to(by).filter(pk=proof.aid_id).exists():
        raise PermissionDenied
    record_read(proof, fields=["content"], reason=_("Teslim kanıtı açıldı"), by=by)
    return proof


def _keep_all(aid: Aid, proofs: Iterable[Proof], by: Any) -> list[AidProof]:
    kept: list[AidProof] = []
    try:
        for proof in proofs:
            kept += [_keep(aid, proof, by)]
    except Exception:
        for each in kept:
            each.content.delete(save=False)  # nothing will point at it
        raise
    return kept


def _keep(aid: Aid, proof: Proof, by: Any) -> AidProof:
    name, content_type, content = _signature(proof) if proof.kind == AidProof.Kind.SIGNATURE else _file(proof)
    row = AidProof(aid=aid, kind=proof.kind, name=name, content_type=content_type, size=content.size, added_by=by)
    row.content.save(name, content, save=False)
    try:
        row.save(force_insert=True)
    except Exception:
        row.content.delete(save=False)
        raise
    return row


def _file(proof: Proof) -> tuple[str, str, Any]:
    """Return name, type and content of what was sent: pictures drawn anew, and PDF files as they are."""
    try:
        name, found = clean_name(proof.upload.name or ""), type_of(proof.upload)
        if found in SHOWN:
            return f"{PurePath(name).stem[:140]}.jpg", _JPEG, drawn_anew(proof.upload)
    except ValidationError as refusal:
        raise ValidationError({"upload": refusal.messages}, code="proof_file") from None
    if found == _PDF:
        return name, found, proof.upload
    raise ValidationError({"upload": _("Yalnız fotoğraf ya da PDF eklenebilir.")}, code="proof_type")


def _signature(proof: Proof) -> tuple[str, str, Any]:
    """Return a signature drawn anew on white. Raise ValidationError for what is no picture, too large, or empty."""
    try:
        with Image.open(proof.upload, formats=("PNG",)) as picture:
            if picture.width > _WIDEST or picture.height > _HIGHEST:
                raise ValidationError({"signature": _("İmza okunamadı; yeniden çizin.")}, code="signature")
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError({"signature": _("İmza okunamadı; yeniden çizin.")}, code="signature") from None
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    if all(low == high for low, high in paper.getextrema()):  # type: ignore[misc]
        raise ValidationError({"signature": _("İmza boş; yeniden çizin.")}, code="signature_empty")
    written = BytesIO()
    paper.save(written, "PNG", optimize=True)
    return _("imza.png"), _PNG, ContentFile(written.getvalue())
