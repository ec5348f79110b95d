"""The file about one person, to hand over to them: a ZIP of JSON and PDF, never without a trace."""

import json
import tempfile
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_export
from kafkasder.core.lists import Export

from .. import policy
from ..subjects import Subject
from .dossier import gather
from .pdf import write_pdf

SHORTEST_REASON = 5
_FILES = ("pdf", "json")
IN_MEMORY = 1 << 20  # a larger file goes to the disk


@transaction.atomic
def export_person(*, kind: Subject, person: Any, reason: str, by: Any) -> Export:
    """Return everything about a person as a file, and record in their history that `by` took it, and why.

    What is masked on pages is in clear only where `by` may see it so.
    """
    policy.can_export(by).require()
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    dossier = gather(kind, person, by=by, reason=reason)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed when it has been sent
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kisi.json", json.dumps(dossier.as_json(), ensure_ascii=False, indent=1))
        with archive.open("kisi.pdf", "w") as page:
            write_pdf(dossier, page)
    record_export(kind.model, rows=1, fields=_FILES, address="", reason=reason, by=by, row=person)
    name = f"kisi-{kind.key}-{person.pk}-{timezone.localdate().isoformat()}.zip"  # names nobody
    return Export(file, name, "application/zip", 1)
