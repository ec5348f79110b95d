"""Writing texts and recording that people were given them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named

from .. import policy
from ..models import NoticeDelivery, NoticeVersion
from ..subjects import Subject


@transaction.atomic
def write_notice(*, version: NoticeVersion, by: Any) -> NoticeVersion:
    """Store a new version under the next number of its audience and language."""
    policy.can_write_notice(by).require()
    lock_named(f"privacy.notice.{version.audience}.{version.language}")
    alike = NoticeVersion.objects.filter(audience=version.audience, language=version.language)
    version.number = (alike.aggregate(last=Max("number"))["last"] or 0) + 1
    version.by = by
    version.save(force_insert=True)
    return version


@transaction.atomic
def change_notice(*, version: NoticeVersion, by: Any) -> NoticeVersion:
    """Store the changed text of a version that nobody was given yet; a trigger has the last word."""
    NoticeVersion.objects.select_for_update().get(pk=version.pk)
    policy.can_change_notice(by, version).require()
    version.save()
    return version


@transaction.atomic
def record_delivery(*, kind: Subject, people: Iterable[int], delivery: NoticeDelivery, by: Any) -> int:
    """Record that people of a `kind`, named by key, were given a text as `delivery` says; return how many were new."""
    policy.can_record_delivery(by).require()
    if delivery.version.audience != kind.audience:
        raise ValidationError(_("Bu metin bu kişiler için yazılmamış."), code="other_audience")
    rows = [
        NoticeDelivery(
            subject_kind=kind.key,
            subject_pk=pk,
            version=delivery.version,
            channel=delivery.channel,
            delivered_on=delivery.delivered_on,
            note=delivery.note,
            by=by,
        )
        for pk in people
    ]
    before = _given(kind, delivery.version, rows)
    NoticeDelivery.objects.bulk_create(rows, ignore_conflicts=True)
    return _given(kind, delivery.version, rows) - before


def _given(kind: Subject, version: NoticeVersion, rows: list[NoticeDelivery]) -> int:
    keys = [row.subject_pk for row in rows]
    return NoticeDelivery.objects.filter(version=version, subject_kind=kind.key, subject_pk__in=keys).count()
