"""Recording applications and leading them along their stages, up to the decision."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, Household
from beneficiaries.states import HouseholdStatus
from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import ApplicantType
from ..models import AidApplication, ApplicationSeries, AskedAid, AskedDocument, StageDays, StageStep
from ..states import CLOSED, STAGES, Stage
from . import telling

UNGRANTED = (Stage.DRAFT, Stage.REJECTED, Stage.WAITING, Stage.WITHDRAWN)
NOT_HELPED = (HouseholdStatus.ARCHIVED, HouseholdStatus.PASSIVE)


@transaction.atomic
def save_application(*, application: AidApplication, by: Any) -> AidApplication:
    """Store a new application as a draft under the next number of its year, or a changed one."""
    if application.pk is None:
        policy.can_record(by).require()
        check(application)
        application.created_by = by
        wrote(application, by)
        application.number = number_for(application)
        application.save(force_insert=True)
        StageStep.objects.create(application=application, target=application.stage, by=by)
        return application
    policy.can_change_application(by, application).require()
    check(application)
    wrote(application, by)
    application.save()
    return application


def check(application: AidApplication) -> None:
    """Raise ValidationError, by field, for an applicant who does not fit, or a day to come."""
    if application.applied_on > today():
        raise ValidationError({"applied_on": _("Gelecekte bir gün olamaz.")}, code="too_late")
    if application.applicant_type == ApplicantType.PERSON and application.household is None:
        raise ValidationError({"household": _("Başvuran haneyi seçin.")}, code="no_household")
    if application.household is not None and application.household.status in NOT_HELPED:
        told = _("Bu hane %(status)s; önce hanenin durumunu değiştirin.")
        told = told % {"status": application.household.get_status_display()}
        raise ValidationError({"household": told}, code="household_state")
    require_member(application.household, application.person)


def require_member(household: Household | None, person: Beneficiary | None, field: str = "person") -> None:
    """Refuse a person who does not live in the household."""
    if person is not None and (household is None or person.household_id != household.pk):
        raise ValidationError({field: _("Bu kişi bu hanenin üyesi değil.")}, code="not_member")


def number_for(application: AidApplication) -> str:
    """Return the next number of the year in which somebody asked, which nobody else gets in this transaction."""
    year = application.applied_on.year
    lock_named(f"aid applications {year}")
    series, _made = ApplicationSeries.objects.get_or_create(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"B-{year}-{series.last:05d}"


@transaction.atomic
def save_asked(*, asked: AskedAid, application: AidApplication, by: Any) -> AskedAid:
    """Store one kind of help that an application asks for."""
    application = lock(application, by)
    policy.can_change_application(by, application).require()
    asked.application = application
    require_member(application.household, asked.person)
    asked.save()
    _written(application, by)
    return asked


@transaction.atomic
def remove_asked(*, asked: AskedAid, by: Any) -> AskedAid:
    """Take one kind of help off an application that nobody decided about yet."""
    application = lock(asked.application, by)
    policy.can_change_application(by, application).require()
    asked.delete()
    _written(application, by)
    return asked


def _written(application: AidApplication, by: Any) -> None:
    wrote(application, by)
    application.save(update_fields=["written_by", "writers", "updated_at"])


def wrote(application: AidApplication, by: Any) -> None:
    """Remember who wrote what is asked for: somebody else's later correction does not let them decide about it."""
    application.written_by = by
    application.writers = sorted({*application.writers, by.pk})


@transaction.atomic
def change_stage(*, application: AidApplication, target: str, by: Any, reason: str = "") -> AidApplication:
    """Lead an application on, where that is not a decision."""
    application = lock(application, by)
    transition = STAGES.require(application.stage, target, reason)
    if transition.asks_more:
        raise ValidationError(_("Bu adım bir karardır."), code="is_decision")
    policy.can_change_stage(by, application, target).require()
    if target == Stage.SUBMITTED:
        check(application)
        if not application.asked.exists():
            raise ValidationError(_("Önce istenen yardımı yazın."), code="nothing_asked")
    if target == Stage.REVIEW and application.papers.filter(received_on__isnull=True).exists():
        raise ValidationError(_("İstenen evrak henüz gelmedi; gelenleri işaretleyin ya da isteği kaldırın."))
    if target == Stage.COMPLETED and application.plans.filter(state__in=("active", "paused")).exists():
        raise ValidationError(_("Süren yardım planı var; önce planı bitirin."), code="plan_runs")
    step(application, target, by=by, reason=reason)
    return application


def step(application: AidApplication, target: str, *, by: Any, reason: str = "", tells: bool = True) -> None:
    """Move a locked application to a stage, and keep and tell that; the caller asked the table and the policy.

    Without `tells` the caller tells of many at once.
    """
    source = application.stage
    application.stage, application.stage_reason, application.stage_at = target, reason.strip(), timezone.now()
    if target != Stage.REJECTED:
        application.reject_reason = ""
    days = StageDays.objects.filter(stage=target).values_list("days", flat=True).first()
    application.due_on = today() + timedelta(days=days) if days and target not in CLOSED else None
    application.save()
    if target in UNGRANTED:  # what an earlier decision granted is granted no more
        application.asked.exclude(granted_times=None).update(
            granted_amount=None, granted_quantity=None, granted_times=None
        )
    StageStep.objects.create(application=application, source=source, target=target, reason=reason.strip(), by=by)
    if tells:
        telling.tell_stage(application, source, by)


@transaction.atomic
def ask_paper(*, paper: AskedDocument, application: AidApplication, by: Any) -> AskedDocument:
    """Ask for a paper."""
    application = lock(application, by)
    policy.can_ask_papers(by, application).require()
    paper.application, paper.asked_on = application, today()
    paper.save(force_insert=True)
    return paper


@transaction.atomic
def receive_paper(*, paper: AskedDocument, by: Any, received: bool = True) -> AskedDocument:
    """Say that a paper came, or take that back."""
    application = lock(paper.application, by)
    policy.can_ask_papers(by, application).require()
    paper.received_on = today() if received else None
    paper.save(update_fields=["received_on"])
    return paper


@transaction.atomic
def remove_paper(*, paper: AskedDocument, by: Any) -> AskedDocument:
    """Ask for a paper no more."""
    application = lock(paper.application, by)
    policy.can_ask_papers(by, application).require()
    paper.delete()
    return paper
