"""Documents of households and people: added, renewed version by version, taken back to an earlier one, removed."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services.disclosures import record_read
from kafkasder.core.files import clean_name, type_of
from kafkasder.core.locks import lock
from kafkasder.core.pictures import preview_of, without_location

from .. import policy
from ..models import Beneficiary, Household, Paper, PaperVersion

MOST_VERSIONS = 50


@transaction.atomic
def add_paper(*, paper: Paper, upload: Any, by: Any, note: str = "") -> Paper:
    """Store a new document with its first version."""
    household = lock(paper.household, by)
    policy.can_change_papers(by, household).require()
    paper.added_by = by
    paper.save(force_insert=True)
    _keep(paper, upload, by, note)
    return paper


@transaction.atomic
def save_paper(*, paper: Paper, by: Any) -> Paper:
    """Store what is said of a document; its file changes by a new version."""
    household = lock(paper.household, by)
    policy.can_change_papers(by, household).require()
    paper.save()
    return paper


@transaction.atomic
def add_version(*, paper: Paper, upload: Any, by: Any, note: str = "") -> PaperVersion:
    """Put a newer file in the place of a document's; the former one stays as an earlier version."""
    return _keep(_locked(paper, by), upload, by, note)


@transaction.atomic
def restore_version(*, version: PaperVersion, by: Any) -> PaperVersion:
    """Make an earlier file the newest version again; what came between stays too."""
    paper = _locked(version.paper, by)
    if version.number == paper.versions.count():
        raise ValidationError(_("Bu sürüm zaten geçerli olan."), code="version_current")
    with version.content.open("rb") as stored:
        content = ContentFile(stored.read())
    restored = _new_version(paper, by, name=version.name, content_type=version.content_type, size=version.size)
    restored.restores = version
    return _store(restored, content)


@transaction.atomic
def remove_paper(*, paper: Paper, reason: str, by: Any) -> Paper:
    """Take a document away with all its files; that there was one, and why it went, stays."""
    paper = _locked(paper, by)
    if paper.consents.exists():
        raise ValidationError(_("Bu belge bir açık rızanın kanıtı; kaldırılamaz."), code="paper_proves")
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    delete_files(paper)
    paper.removed_at, paper.removed_reason = timezone.now(), reason.strip()
    paper.save(update_fields=["removed_at", "removed_reason", "updated_at"])
    return paper


@transaction.atomic
def open_version(*, version: PaperVersion, by: Any) -> PaperVersion:
    """Record that `by` opened the file of a document that they see, and return it."""
    if not Paper.objects.visible_to(by).filter(pk=version.paper_id).exists():
        raise PermissionDenied
    record_read(version, fields=["content"], reason=str(_("Belge açıldı")), by=by)
    return version


def delete_files(paper: Paper) -> None:
    """Delete all versions of a document, from the disk too once it is certain."""
    for version in paper.versions.all():
        for file in filter(None, (version.content, version.preview)):
            transaction.on_commit(partial(file.storage.delete, str(file.name)))
    paper.versions.all().delete()


def papers_move_along(person: Beneficiary, target: Household) -> None:
    """Bring a person's documents to the household that they move to; for the service that moves them."""
    person.papers.update(household=target, updated_at=timezone.now())


def _locked(paper: Paper, by: Any) -> Paper:
    household = lock(paper.household, by)
    policy.can_change_papers(by, household).require()
    return lock(paper, by)


def _keep(paper: Paper, upload: Any, by: Any, note: str) -> PaperVersion:
    content_type, name = type_of(upload), clean_name(upload.name or "")
    content = without_location(upload, content_type)
    version = _new_version(paper, by, name=name, content_type=content_type, size=content.size, note=note.strip())
    return _store(version, content)


def _new_version(paper: Paper, by: Any, **fields: Any) -> PaperVersion:
    number = paper.versions.count() + 1
    if number > MOST_VERSIONS:
        raise ValidationError(_("Bir belgenin en çok 50 sürümü olabilir."), code="versions_many")
    return PaperVersion(paper=paper, number=number, added_by=by, **fields)


def _store(version: PaperVersion, content: Any) -> PaperVersion:
    """Write the file and its preview, and the row that points at them; if that is refused, neither stays on disk."""
    preview = preview_of(content, version.content_type)
    version.content.save(version.name, content, save=False)
    if preview:
        version.preview.save(version.name, preview, save=False)
    try:
        with transaction.atomic():
            version.save(force_insert=True)
            version.paper.save(update_fields=["updated_at"])
    except Exception:
        for file in filter(None, (version.content, version.preview)):
            file.delete(save=False)  # nothing points at it
        raise
    return version
