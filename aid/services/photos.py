"""Photos of a home visit: taken in, looked at, taken away."""

from collections.abc import Iterable
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services.disclosures import record_read
from beneficiaries.case_choices import ConsentPurpose
from beneficiaries.consents import who_lets
from beneficiaries.models import Beneficiary
from kafkasder.core.files import clean_name
from kafkasder.core.locks import lock
from kafkasder.core.pictures import PHOTO_TYPE, drawn_anew

from .. import policy
from ..models import HomeVisit, VisitPhoto

MOST_PHOTOS = 20


@transaction.atomic
def add_photos(*, visit: HomeVisit, uploads: Iterable[UploadedFile], by: Any, caption: str = "") -> list[VisitPhoto]:
    """Keep photos with a visit, each drawn anew; all of them or none. Raise ValidationError that names the file."""
    visit = lock(visit, by)
    policy.can_add_photos(by, visit).require()
    uploads = list(uploads)
    if visit.photos.count() + len(uploads) > MOST_PHOTOS:
        told = _("Bir ziyarete en çok %(count)d fotoğraf eklenebilir.")
        raise ValidationError(told % {"count": MOST_PHOTOS}, code="photos_many")
    kept: list[VisitPhoto] = []
    try:
        for upload in uploads:
            photo = _keep(visit, upload, caption, by)
            kept.append(photo)
    except Exception:
        for photo in kept:
            photo.content.delete(save=False)  # nothing will point at it
        raise
    return kept


def _keep(visit: HomeVisit, upload: UploadedFile, caption: str, by: Any) -> VisitPhoto:
    name = clean_name(upload.name or "")
    try:
        drawn = drawn_anew(upload)
    except ValidationError as refusal:
        raise ValidationError(f"{name}: {' '.join(refusal.messages)}", code=refusal.code) from None
    photo = VisitPhoto(visit=visit, name=f"{PurePath(name).stem[:140]}.jpg", content_type=PHOTO_TYPE, added_by=by)
    photo.size, photo.caption = drawn.size, caption.strip()
    photo.content.save(photo.name, drawn, save=False)
    try:
        photo.save(force_insert=True)
    except Exception:
        photo.content.delete(save=False)
        raise
    return photo


@transaction.atomic
def remove_photo(*, photo: VisitPhoto, by: Any) -> HomeVisit:
    """Take a photo away, from the disk too once it is certain; the trail keeps its name."""
    visit = lock(photo.visit, by)
    photo = VisitPhoto.objects.select_for_update().select_related("visit").get(pk=photo.pk)
    policy.can_remove_photo(by, photo).require()
    place, storage = str(photo.content.name), photo.content.storage
    photo.delete()
    transaction.on_commit(partial(storage.delete, place))
    return visit


@transaction.atomic
def mark_photo(*, photo: VisitPhoto, people: Iterable[Beneficiary], is_for_publication: bool, by: Any) -> VisitPhoto:
    """Say who is in a photo, and whether it may be published: only with the consent of each of them."""
    visit = lock(photo.visit, by)
    photo = VisitPhoto.objects.select_for_update(of=("self",)).select_related("visit").get(pk=photo.pk)
    policy.can_mark_photo(by, photo).require()
    people = list(people)
    if any(person.household_id != visit.household_id for person in people):
        raise ValidationError(_("Bu kişi bu hanenin üyesi değil."), code="not_member")
    letting = who_lets([person.pk for person in people], ConsentPurpose.PHOTO)
    missing = [str(person) for person in people if person.pk not in letting]
    if is_for_publication and missing:
        told = _("Fotoğraf rızası yok ya da bitmiş: %(people)s")
        raise ValidationError(told % {"people": ", ".join(missing)}, code="no_consent")
    photo.shows, photo.is_for_publication = [person.pk for person in people], is_for_publication
    photo.save(update_fields=["shows", "is_for_publication"])
    return photo


def publishable(photos: Iterable[VisitPhoto]) -> set[int]:
    """Return the keys of those photos that may be published today: a consent that ended ends that too."""
    marked = [photo for photo in photos if photo.is_for_publication]
    letting = who_lets({key for photo in marked for key in photo.shows}, ConsentPurpose.PHOTO) if marked else set()
    return {photo.pk for photo in marked if letting.issuperset(photo.shows)}


@transaction.atomic
def open_photo(*, photo: VisitPhoto, by: Any) -> VisitPhoto:
    """Record that somebody looks at a photo of a home whose visit they see."""
    if not HomeVisit.objects.visible_to(by).filter(pk=photo.visit_id).exists():
        raise PermissionDenied
    record_read(photo, fields=["content"], reason=_("Ziyaret fotoğrafı açıldı"), by=by)
    return photo
