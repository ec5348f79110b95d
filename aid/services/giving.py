"""Plans, and single payments and deliveries: each writes its expense into the ledger in the same transaction."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from finance import rules as money
from finance.choices import Currency, Direction, DocumentType, PaymentMethod
from finance.services import Entry, book, reverse
from kafkasder.core.days import today
from kafkasder.core.locks import lock

from .. import policy
from ..choices import AidKind, category_of
from ..models import Aid, AidApplication, AidPlan, PaymentList
from ..months import months_of, next_month_of, resuming_months, skipped_until
from ..querysets import NOT_PAID
from ..states import AIDS, PLANS, WAITING, AidState, PlanState, Stage
from .applications import require_member, step
from .granting import lock_homes, require_decided, require_granted, require_within_grant

AID = "aid"
_ONCE = "aid_once_a_month"
_DOCUMENTS = {
    PaymentMethod.BANK: DocumentType.BANK_SLIP,
    PaymentMethod.CASH: DocumentType.EXPENSE_VOUCHER,
    PaymentMethod.IN_KIND: DocumentType.KIND_OUT,
}


@transaction.atomic
def save_plan(*, plan: AidPlan, by: Any, application: AidApplication | None = None) -> AidPlan:
    """Store what a household is to get; the plan of a granted application sets its help going."""
    lock_homes(application.household_id if application else plan.household_id)
    if plan.pk is None:
        policy.can_plan(by).require()
        plan.created_by = by
        if application is not None:
            application = lock(application, by)
            require_granted(plan, application)
            plan.application = application
    else:
        policy.can_change_plan(by, plan).require()
        if plan.asked is not None:
            require_within_grant(plan, plan.asked)
    plan.first_month = plan.first_month.replace(day=1)
    _check_plan(plan)
    require_decided(plan)
    plan.save()
    _change_what_waits(plan)
    if application is not None and application.stage in (Stage.APPROVED, Stage.PARTLY):
        step(application, Stage.ONGOING, by=by)
    make_due(plans=[plan], month=today().replace(day=1), by=by)
    finish(plan, by)
    return plan


def _change_what_waits(plan: AidPlan) -> None:
    """Let what a changed plan has made already, and is on no list yet, follow it; of months it lost nothing stays."""
    waiting = plan.aids.filter(state=AidState.PLANNED, payment_list=None)
    waiting.filter(retry_of=None).exclude(period__in=months_of(plan)).delete()
    names = ("method", "amount", "currency", "quantity", "unit", "fund_id", "account_id")
    waiting.update(**{name: getattr(plan, name) for name in names}, updated_at=timezone.now())


def _check_plan(plan: AidPlan) -> None:
    """Raise ValidationError, by field, for what household, fund, account or law do not allow."""
    if plan.household.status in NOT_PAID:
        told = _("Bu hane %(status)s; önce hanenin durumunu değiştirin.")
        raise ValidationError(told % {"status": plan.household.get_status_display()}, code="household_state")
    require_member(plan.household, plan.person)
    plan.currency = plan.account.currency if plan.account else Currency.TRY
    check_source(plan)
    if plan.amount is not None:
        refusal = money.refusal_of_cash(plan.amount, currency=plan.currency, method=plan.method, day=today())
        if refusal:
            raise ValidationError({"amount": refusal}, code="cash_over_limit")


def check_source(row: Any) -> None:
    """Refuse a fund that may not pay this, a closed one, or an account of another kind."""
    if not row.fund.is_open:
        raise ValidationError({"fund": _("Bu fon kapalı.")}, code="fund_closed")
    if refusal := money.refusal_to_spend(row.fund, category_of(row.kind, row.method)):
        raise ValidationError({"fund": refusal}, code="fund_not_for_this")
    if row.account is not None:
        refusals = money.refusal_of_account(row.account, currency=row.currency, method=row.method)
        if refusals:
            raise ValidationError(refusals, code="account")


@transaction.atomic
def change_plan_state(*, plan: AidPlan, target: str, by: Any, reason: str = "", start: date | None = None) -> AidPlan:
    """Pause, resume or end a plan; what it still had planned is cancelled when it ends.

    `start` is the month from which it goes on, the present one unless somebody says so: months that are over are made
    up for only then. It still has as many times as before.
    """
    plan = lock(plan, by)
    policy.can_change_plan(by, plan).require()
    PLANS.require(plan.state, target, reason)
    plan.state, plan.state_reason = target, reason.strip()
    left_out = _left_out(plan, start or next_month_of(plan)) if target == PlanState.ACTIVE else []
    plan.skipped = sorted({*plan.skipped, *left_out})
    plan.save(update_fields=["state", "state_reason", "skipped", "updated_at"])
    if target == PlanState.ACTIVE:
        _resume(plan, left_out, by)
    if target == PlanState.ENDED:
        for aid in plan.aids.select_for_update().filter(state__in=WAITING, payment_list=None):
            aid.state, aid.state_reason = AidState.CANCELLED, reason.strip()
            aid.save(update_fields=["state", "state_reason", "updated_at"])
    return plan


def _left_out(plan: AidPlan, start: date) -> list[date]:
    """Return the months that a plan skips which goes on from `start`."""
    if start not in resuming_months(plan):
        raise ValidationError({"start": _("Plan bu aydan devam edemez.")}, code="not_its_month")
    return skipped_until(plan, start)


def _resume(plan: AidPlan, left_out: list[date], by: Any) -> None:
    """Make what a plan has due again; what had been made of the months that it skips goes."""
    ready = plan.aids.filter(state=AidState.READY, payment_list=None, period__in=left_out)
    ready.update(state=AidState.PLANNED, updated_at=timezone.now())
    _change_what_waits(plan)
    make_due(plans=[plan], month=today().replace(day=1), by=by)


@transaction.atomic
def make_due(*, plans: Iterable[AidPlan], month: date, by: Any) -> int:
    """Make what plans have due up to a month and was not made yet; return how many.

    A household that has that help in that month already, by another way, gets none from the plan; neither does one that
    is helped no more. Without `by` it is in the name of whoever made the plan. The plans are locked, so that nothing is
    made of what somebody changes at that moment.
    """
    made = 0
    rows = AidPlan.objects.filter(pk__in=[plan.pk for plan in plans]).running().going_out()
    for plan in rows.select_for_update(of=("self",)).select_related("created_by").order_by("pk"):
        present = set(plan.aids.exclude(state=AidState.FAILED).values_list("period", flat=True))
        for period in months_of(plan):
            if period > month or period in present:
                continue
            aid = aid_of(plan, period, by or plan.created_by)
            if not Aid.objects.in_the_way_of(aid).exists():
                made += _made(aid)
    return made


def _made(aid: Aid) -> bool:
    """Store a payment unless somebody else made it at the same moment."""
    try:
        with transaction.atomic():
            aid.save(force_insert=True)
    except IntegrityError as error:
        if _ONCE in str(error):
            return False
        raise
    return True


def aid_of(plan: AidPlan, period: date, by: Any) -> Aid:
    return Aid(
        household_id=plan.household_id,
        person_id=plan.person_id,
        plan=plan,
        kind=plan.kind,
        period=period,
        method=plan.method,
        amount=plan.amount,
        currency=plan.currency,
        quantity=plan.quantity,
        unit=plan.unit,
        fund_id=plan.fund_id,
        account_id=plan.account_id,
        created_by=by,
    )


@transaction.atomic
def deliver(*, aid: Aid, day: date, received_by: str, by: Any, note: str = "") -> Aid:
    """Hand over money from a cash box, or goods; what the ledger still holds becomes an expense of that day."""
    aid = lock_with_list(aid, by)
    policy.can_deliver(by, aid).require()
    AIDS.require(aid.state, AidState.DELIVERED)
    if not received_by.strip():
        raise ValidationError({"received_by": _("Kimin teslim aldığını yazın.")}, code="no_receiver")
    if day > today():
        raise ValidationError({"day": _("Gelecekte bir gün olamaz.")}, code="too_late")
    if refusal := money.refusal_of_day(day):
        raise ValidationError({"day": refusal}, code="day")
    if aid.account is not None and aid.amount is not None:
        refused = money.refusal_of_cash(aid.amount, currency=aid.currency, method=aid.method, day=day)
        if refused:
            raise ValidationError({"amount": refused}, code="cash_over_limit")
        aid.record = book(entry=entry_of(aid, day), by=by)
    aid.state, aid.given_on, aid.given_by, aid.received_by = AidState.DELIVERED, day, by, received_by.strip()
    if note.strip():
        aid.note = note.strip()
    aid.save()
    finish_plan(aid, by)
    return aid


def lock_with_list(aid: Aid, by: Any) -> Aid:
    """Lock a payment after its list and its plan, in the order of whoever works on these."""
    key, plan = Aid.objects.filter(pk=aid.pk).values_list("payment_list", "plan").first() or (None, None)
    if key is not None:
        PaymentList.objects.select_for_update().get(pk=key)
    if plan is not None:
        AidPlan.objects.select_for_update().get(pk=plan)
    locked = lock(aid, by)
    if locked.payment_list_id != key:
        raise ValidationError(_("Bu yardım az önce başka bir listeye geçti; sayfayı yenileyin."), code="moved")
    return locked


@transaction.atomic
def set_ready(*, aid: Aid, target: str, by: Any) -> Aid:
    """Note that cash or goods lie ready to be handed over, or that they do not after all."""
    aid = lock_with_list(aid, by)
    policy.can_set_ready(by, aid).require()
    AIDS.require(aid.state, target)
    aid.state = target
    aid.save(update_fields=["state", "updated_at"])
    return aid


def entry_of(aid: Aid, day: date) -> Entry:
    """Return the expense that an aid is in the ledger."""
    if aid.account is None or aid.amount is None:
        raise ValueError("nothing of it is in the ledger")
    return Entry(
        direction=Direction.EXPENSE,
        category=category_of(aid.kind, aid.method),
        amount=aid.amount,
        currency=aid.currency,
        fund=aid.fund,
        account=aid.account,
        day=day,
        method=aid.method,
        document_type=_DOCUMENTS[PaymentMethod(aid.method)],
        counterparty=_("Hane %(number)s") % {"number": aid.household.file_number},
        description=f"{AidKind(aid.kind).label} {aid.period:%m.%Y}",
        source=(AID, aid.pk),
    )


@transaction.atomic
def cancel(*, aid: Aid, by: Any, reason: str) -> Aid:
    """Call off what was planned."""
    aid = lock_with_list(aid, by)
    policy.can_cancel(by, aid).require()
    AIDS.require(aid.state, AidState.CANCELLED, reason)
    aid.state, aid.state_reason = AidState.CANCELLED, reason.strip()
    aid.payment_list = None  # a list holds what it pays
    aid.save(update_fields=["state", "state_reason", "payment_list", "updated_at"])
    finish_plan(aid, by)
    return aid


@transaction.atomic
def take_back(*, aid: Aid, day: date, by: Any, reason: str) -> Aid:
    """Say that a payment or delivery failed after all; its money comes back into the ledger by a reversal."""
    aid = lock_with_list(aid, by)
    policy.can_take_back(by, aid).require()
    AIDS.require(aid.state, AidState.FAILED, reason)
    fail(aid, day=day, by=by, reason=reason)
    return aid


def fail(aid: Aid, *, day: date, by: Any, reason: str) -> None:
    """Do it to a locked aid whose way was asked for."""
    if aid.record is not None:
        if aid.given_on is not None and day < aid.given_on:
            raise ValidationError({"day": _("Verildiği günden önce olamaz.")}, code="too_early")
        reverse(record=aid.record, day=day, reason=reason, by=by)
    aid.state, aid.state_reason = AidState.FAILED, reason.strip()
    aid.save(update_fields=["state", "state_reason", "updated_at"])
    _go_on(aid, by)


def _go_on(aid: Aid, by: Any) -> None:
    """Let a plan that had ended as all was given go on, with its application, since something was not."""
    if aid.plan_id is None:
        return
    plan = AidPlan.objects.select_for_update(of=("self",)).get(pk=aid.plan_id)
    if plan.state != PlanState.ENDED or plan.state_reason:
        return
    plan.state = PlanState.ACTIVE
    plan.save(update_fields=["state", "updated_at"])
    application = AidApplication.objects.select_for_update(of=("self",)).filter(pk=plan.application_id).first()
    if application is not None and application.stage == Stage.COMPLETED:
        step(application, Stage.ONGOING, by=by, reason=aid.state_reason)


def finish_plan(aid: Aid, by: Any) -> None:
    """End a plan, and complete its application, once all of its times were given or called off."""
    if aid.plan_id is None:
        return
    plan = AidPlan.objects.select_for_update(of=("self",)).get(pk=aid.plan_id)
    finish(plan, by)


def finish(plan: AidPlan, by: Any) -> None:
    counts = plan.aids.aggregate(
        over=Count(
            "period", filter=Q(state__in=(AidState.PAID, AidState.DELIVERED, AidState.CANCELLED)), distinct=True
        ),
        waiting=Count("pk", filter=Q(state__in=(AidState.PLANNED, AidState.READY, AidState.SENT))),
    )
    if plan.state != PlanState.ACTIVE or counts["waiting"] or counts["over"] < plan.times:
        return
    plan.state, plan.state_reason = PlanState.ENDED, ""
    plan.save(update_fields=["state", "state_reason", "updated_at"])
    if plan.application_id is None:
        return
    application = AidApplication.objects.select_for_update(of=("self",)).get(pk=plan.application_id)
    if application.stage != Stage.ONGOING or application.plans.exclude(state=PlanState.ENDED).exists():
        return
    if application.asked.filter(granted_times__isnull=False, plan__isnull=True).exists():
        return
    step(application, Stage.COMPLETED, by=by)
