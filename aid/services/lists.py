"""Payment lists until they are locked: built of plans or of a filter, and given up."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import BankAccount, Household
from finance import rules as money
from finance.choices import Currency, PaymentMethod
from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import AmountRule, ListSource
from ..models import Aid, AidPlan, PaymentList
from ..states import LISTS, AidState, ListState, PlanState
from . import telling
from .giving import check_source, lock_with_list, make_due
from .granting import above_alone, lock_homes, require_below_committee
from .orders import end_order, waiting_order

_SERIES = "ÖL"  # before the year and the number of each list

# Those who have that help in that month already are left out by the constraint that forbids it.
_FILL = """
INSERT INTO "aid_aid" ("household_id", "payment_list_id", "kind", "period", "method", "amount", "currency", "unit",
    "fund_id", "account_id", "state", "state_reason", "received_by", "bank_reference", "note", "created_by_id",
    "created_at", "updated_at")
SELECT household.id, %s, %s, %s, %s, {amount}, %s, '', %s, %s, 'planned', '', '', '', '', %s, now(), now()
FROM beneficiaries_household AS household WHERE household.id IN ({households})
ON CONFLICT DO NOTHING
"""
_SIZE = """(SELECT count(*) FROM beneficiaries_beneficiary AS member
    WHERE member.household_id = household.id AND member.status = 'active')"""


_READY = """UPDATE "aid_aid" SET "state" = 'ready', "updated_at" = now(), "bank_account_id" = CASE WHEN %s THEN (
    SELECT account.id FROM beneficiaries_bankaccount AS account
    WHERE account.household_id = aid_aid.household_id AND account.is_primary AND account.state = 'open'
) END WHERE "payment_list_id" = %s AND "state" = 'planned'"""


@transaction.atomic
def save_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Store a new list without payments, or the changed heading of one that is being prepared."""
    if payment_list.pk is None:
        policy.can_prepare(by).require()
        payment_list.created_by, payment_list.writers = by, [by.pk]
        payment_list.period = payment_list.period.replace(day=1)
        payment_list.number = _next_number(today().year)
    else:
        policy.can_change_list(by, payment_list).require()
        stored = PaymentList.objects.get(pk=payment_list.pk)
        fixed = ("kind", "period", "method", "fund_id", "account_id", "amount_rule", "amount", "source")
        if payment_list.aids.exists() and any(getattr(stored, name) != getattr(payment_list, name) for name in fixed):
            raise ValidationError(_("Listede ödeme var; önce listeyi boşaltın."), code="list_filled")
        _wrote(payment_list, by)
    _check(payment_list)
    payment_list.save()
    return payment_list


def _check(payment_list: PaymentList) -> None:
    if payment_list.account.currency != Currency.TRY:
        raise ValidationError({"account": _("Ödeme listesi Türk lirasıyla hazırlanır.")}, code="account")
    if refusal := money.refusal_of_account(payment_list.account, currency=Currency.TRY, method=payment_list.method):
        raise ValidationError(refusal, code="account")
    if payment_list.kind:
        payment_list_row = Aid(
            kind=payment_list.kind,
            method=payment_list.method,
            fund=payment_list.fund,
            account=payment_list.account,
            currency=Currency.TRY,
        )
        check_source(payment_list_row)


def _next_number(year: int) -> str:
    lock_named(f"aid payment lists {year}")
    start = f"{_SERIES}-{year}-"
    newest = PaymentList.objects.filter(number__startswith=start).order_by(Length("number").desc(), "-number").first()
    return f"{start}{int(newest.number.removeprefix(start)) + 1 if newest else 1:04d}"


@transaction.atomic
def fill_by_filter(
    *, payment_list: PaymentList, households: QuerySet[Household], by: Any, query: str = ""
) -> tuple[int, int]:
    """Put the active ones of these households on a list that is being prepared, each once.

    Return how many came onto it, and how many did not as they have this help in this month already.
    """
    payment_list = _prepared(payment_list, by, ListSource.HOUSEHOLDS)
    wanted = households.filter(status="active").order_by().values("pk")
    sql, params = wanted.query.sql_with_params()
    amount = "%s" if payment_list.amount_rule == AmountRule.PER_HOUSEHOLD else f"%s * greatest({_SIZE}, 1)"
    statement = _FILL.format(amount=amount, households=sql)
    given = [
        payment_list.pk,
        payment_list.kind,
        payment_list.period,
        payment_list.method,
        payment_list.amount,
        Currency.TRY,
        payment_list.fund_id,
        payment_list.account_id,
        by.pk,
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement.strip(), [*given, *params])
        made = cursor.rowcount
    payment_list.filter = query[:1000]
    payment_list.save(update_fields=["filter", "updated_at"])
    return made, wanted.count() - made


@transaction.atomic
def fill_by_plans(*, payment_list: PaymentList, by: Any) -> int:
    """Put what plans have due up to the list's month, of its way of paying, fund and account, on the list."""
    payment_list = _prepared(payment_list, by, ListSource.PLANS)
    plans = AidPlan.objects.filter(
        state=PlanState.ACTIVE,
        method=payment_list.method,
        fund=payment_list.fund,
        account=payment_list.account,
        first_month__lte=payment_list.period,
    )
    if payment_list.kind:
        plans = plans.filter(kind=payment_list.kind)
    make_due(plans=plans.order_by("pk"), month=payment_list.period, by=by)
    due = Aid.objects.filter(
        plan__in=plans,
        state=AidState.PLANNED,
        payment_list=None,
        period__lte=payment_list.period,
        currency=Currency.TRY,
    )
    return due.going_out().update(payment_list=payment_list, updated_at=timezone.now())


@transaction.atomic
def follow_up(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Make a list of those payments of a list that failed and were not paid another way since."""
    payment_list = lock(payment_list, by)
    policy.can_prepare(by).require()
    failed = list(payment_list.aids.filter(state=AidState.FAILED, retry=None).order_by("pk"))
    if not failed:
        raise ValidationError(_("Bu listede yeniden ödenecek ödeme yok."), code="nothing_failed")
    made = PaymentList(
        title=_("%(title)s (ödenemeyenler)") % {"title": payment_list.title[:120]},
        source=ListSource.FAILED,
        follows=payment_list,
        kind=payment_list.kind,
        period=payment_list.period,
        method=payment_list.method,
        fund=payment_list.fund,
        account=payment_list.account,
    )
    save_list(payment_list=made, by=by)
    count = 0
    for each in failed:
        again = Aid(payment_list=made, retry_of=each, created_by=by)
        for name in ("household_id", "person_id", "plan_id", "kind", "period", "method", "amount", "currency"):
            setattr(again, name, getattr(each, name))
        again.quantity, again.unit, again.fund_id, again.account_id = (
            each.quantity,
            each.unit,
            each.fund_id,
            each.account_id,
        )
        if not Aid.objects.in_the_way_of(again).exists():
            again.save(force_insert=True)
            count += 1
    if not count:
        raise ValidationError(_("Bu listede yeniden ödenecek ödeme yok."), code="nothing_failed")
    return made


@transaction.atomic
def take_off(*, aid: Aid, by: Any) -> Aid:
    """Take one payment off a list that is being prepared; what a plan made waits for another list."""
    aid = lock_with_list(aid, by)
    if aid.payment_list is None:
        raise ValidationError(_("Bu yardım bir listede değil."), code="not_listed")
    payment_list = _prepared(aid.payment_list, by)
    if aid.plan_id and not aid.retry_of_id:
        aid.payment_list = None
        aid.save(update_fields=["payment_list", "updated_at"])
    else:
        aid.delete()
    payment_list.save(update_fields=["updated_at"])
    return aid


@transaction.atomic
def empty_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Take all payments off a list that is being prepared."""
    payment_list = _prepared(payment_list, by)
    _let_go(payment_list)
    return payment_list


def _let_go(payment_list: PaymentList) -> None:
    rows = payment_list.aids.filter(state=AidState.PLANNED)
    rows.filter(plan__isnull=False, retry_of=None).update(payment_list=None, updated_at=timezone.now())
    rows.delete()


def _prepared(payment_list: Any, by: Any, source: str = "") -> PaymentList:
    payment_list = lock(payment_list, by)
    policy.can_change_list(by, payment_list).require()
    if source and payment_list.source != source:
        raise ValidationError(_("Bu liste başka bir kaynaktan hazırlanıyor."), code="other_source")
    _wrote(payment_list, by)
    payment_list.save(update_fields=["writers"])
    return payment_list  # type: ignore[no-any-return]


def _wrote(payment_list: PaymentList, by: Any) -> None:
    """Remember who had a hand in what a list pays, whoever makes or locks it in the end."""
    payment_list.writers = sorted({*payment_list.writers, by.pk})


@transaction.atomic
def lock_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Fix who gets how much; for a bank list also into which account. Raise ValidationError if somebody has none."""
    payment_list = _prepared(payment_list, by)
    LISTS.require(payment_list.state, ListState.LOCKED)
    _check(payment_list)
    if payment_list.method == PaymentMethod.BANK and (without := without_account(payment_list).count()):
        told = _("%(count)d hanenin açık ana banka hesabı yok; hesabı yazın ya da haneyi listeden çıkarın.")
        raise ValidationError(told % {"count": without}, code="no_bank_account")
    told = _("Hanesi, kişisi ya da planı artık uymayan %(count)d ödeme var; listeden çıkarın.")
    require_going_out(payment_list, told)
    undecided = undecided_of(payment_list)
    lock_homes(*undecided.values_list("household", flat=True))
    require_below_committee(undecided, payment_list)
    sums = payment_list.aids.filter(state=AidState.PLANNED).aggregate(count=Count("pk"), total=Sum("amount"))
    if not sums["count"]:
        raise ValidationError(_("Liste boş."), code="empty")
    _get_ready(payment_list)
    payment_list.count, payment_list.total = sums["count"], sums["total"] or Decimal(0)
    payment_list.state, payment_list.state_reason = ListState.LOCKED, ""
    payment_list.locked_by, payment_list.locked_at = by, timezone.now()
    payment_list.save()
    telling.tell_list_waits(payment_list, by)
    return payment_list


def undecided_of(payment_list: PaymentList) -> QuerySet[Aid]:
    """Return the payments that are by a filter alone, and by nobody's plan or decision."""
    return payment_list.aids.filter(state=AidState.PLANNED, plan=None)


def above_limit(payment_list: PaymentList) -> QuerySet[Aid]:
    """Return the payments that keep a list from being locked, since only the committee may decide about so much."""
    above = above_alone(undecided_of(payment_list), payment_list)
    return payment_list.aids.filter(pk__in=[aid.pk for aid, _together in above])


def require_going_out(payment_list: PaymentList, told: str) -> None:
    """Refuse a list on which something stands that would not go out by itself."""
    if count := payment_list.aids.held_back().count():
        raise ValidationError(told % {"count": count}, code="held_back")


def without_account(payment_list: PaymentList) -> QuerySet[Aid]:
    """Return the payments whose household has no open primary bank account."""
    primary = BankAccount.objects.open().filter(household=OuterRef("household"), is_primary=True)
    return payment_list.aids.filter(~Exists(primary), state=AidState.PLANNED)


def _get_ready(payment_list: PaymentList) -> None:
    """Make all payments ready in one statement; those by bank go to the household's open primary account."""
    with connection.cursor() as cursor:
        cursor.execute(_READY, [payment_list.method == PaymentMethod.BANK, payment_list.pk])


@transaction.atomic
def unlock_list(*, payment_list: PaymentList, by: Any, reason: str) -> PaymentList:
    """Open a locked list again; approvals that it had are void, and an order to release it is taken back."""
    order = waiting_order(payment_list)
    payment_list = lock(payment_list, by)
    policy.can_change_list_state(by, payment_list, ListState.OPEN).require()
    LISTS.require(payment_list.state, ListState.OPEN, reason)
    payment_list.state, payment_list.state_reason = ListState.OPEN, reason.strip()
    payment_list.save()
    payment_list.approvals.all().delete()
    payment_list.aids.filter(state=AidState.READY).update(state=AidState.PLANNED, updated_at=timezone.now())
    telling.take_back_list(payment_list)
    if order:
        end_order(order, _("Listenin kilidi açıldı: %(reason)s") % {"reason": payment_list.state_reason})
    return payment_list


@transaction.atomic
def cancel_list(*, payment_list: PaymentList, by: Any, reason: str) -> PaymentList:
    """Give a list up; what plans made waits for another list, the rest was never promised to anybody."""
    waiting_order(payment_list)
    payment_list = lock(payment_list, by)
    policy.can_change_list_state(by, payment_list, ListState.CANCELLED).require()
    LISTS.require(payment_list.state, ListState.CANCELLED, reason)
    if payment_list.state == ListState.LOCKED:
        payment_list = unlock_list(payment_list=payment_list, by=by, reason=reason)
    _let_go(payment_list)
    payment_list.state, payment_list.state_reason = ListState.CANCELLED, reason.strip()
    payment_list.save()
    return payment_list
