"""Recording applications of the time before the panel, at the stage where a sheet says that they were."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.days import today

from .. import policy
from ..models import AidApplication, AskedAid, StageDays, StageStep
from ..states import CLOSED, Stage
from .applications import check, number_for, require_member, wrote

_NOON = time(12)


@transaction.atomic
def import_application(
    *, application: AidApplication, asked: Iterable[AskedAid], stage: str, stage_on: date, by: Any
) -> AidApplication:
    """Store an application with what it asked for, and its steps as of the sheet's days; nobody is told.

    What was granted then is not known: nothing can be planned for it until somebody else than `by` decides about it
    here. A household that is helped no more may have had applications that ended.
    """
    policy.can_import(by).require()
    if stage == Stage.REJECTED:
        raise ValidationError(_("Ret, nedeni ve gerekçesiyle panelde yazılır."), code="rejected")
    if stage in CLOSED:
        require_member(application.household, application.person)
    else:
        check(application)
    application.created_by = by
    wrote(application, by)
    application.number = number_for(application)
    application.stage, application.stage_at = stage, _moment(stage_on)
    days = StageDays.objects.filter(stage=stage).values_list("days", flat=True).first()
    application.due_on = today() + timedelta(days=days) if days and stage not in CLOSED else None
    application.stage_reason = "" if stage == Stage.DRAFT else _("İçe aktarıldı")
    application.save(force_insert=True)
    for each in asked:
        each.application = application
        each.save(force_insert=True)
    reason = _("İçe aktarıldı")
    StageStep.objects.create(application=application, target=Stage.DRAFT, by=by, at=_moment(application.applied_on))
    if stage != Stage.DRAFT:
        StageStep.objects.create(
            application=application, source=Stage.DRAFT, target=stage, by=by, reason=reason, at=_moment(stage_on)
        )
    return application


def _moment(day: date) -> datetime:
    """Return the noon of a day: no more than the day is known."""
    return timezone.make_aware(datetime.combine(day, _NOON))
