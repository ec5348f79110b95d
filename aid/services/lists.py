"""Payment lists: built of plans or of a filter, locked, approved by others, paid, and reconciled with the bank."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from beneficiaries.models import Household
from finance import rules as money
from finance.choices import Currency, PaymentMethod, RuleKey
from finance.services import book_many
from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy
from ..choices import AmountRule, ListSource
from ..models import Aid, AidPlan, ListApproval, PaymentList
from ..states import AIDS, LISTS, AidState, ListState, PlanState
from . import telling
from .giving import check_source, entry_of, fail, finish, make_due

PAGE = 5_000  # payments that are booked in one statement

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


@transaction.atomic
def save_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Store a new list without payments, or the changed heading of one that is being prepared."""
    if payment_list.pk is None:
        policy.can_prepare(by).require()
        payment_list.created_by = by
        payment_list.period = payment_list.period.replace(day=1)
        payment_list.number = _next_number(today().year)
    else:
        policy.can_change_list(by, payment_list).require()
        stored = PaymentList.objects.get(pk=payment_list.pk)
        fixed = ("kind", "period", "method", "fund_id", "account_id", "amount_rule", "amount", "source")
        if payment_list.aids.exists() and any(getattr(stored, name) != getattr(payment_list, name) for name in fixed):
            raise ValidationError(_("Listede ödeme var; önce listeyi boşaltın."), code="list_filled")
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
    start = f"ÖL-{year}-"
    newest = PaymentList.objects.filter(number__startswith=start).order_by("-number").first()
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
    return due.update(payment_list=payment_list, updated_at=timezone.now())


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
        if not _is_taken(again):
            again.save(force_insert=True)
            count += 1
    if not count:
        raise ValidationError(_("Bu listede yeniden ödenecek ödeme yok."), code="nothing_failed")
    return made


def _is_taken(aid: Aid) -> bool:
    same = Aid.objects.counting().filter(household_id=aid.household_id, kind=aid.kind, period=aid.period)
    return same.filter(person_id=aid.person_id).exists()


@transaction.atomic
def take_off(*, aid: Aid, by: Any) -> Aid:
    """Take one payment off a list that is being prepared; what a plan made waits for another list."""
    aid = lock(aid, by)
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
    return payment_list  # type: ignore[no-any-return]


@transaction.atomic
def lock_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Fix who gets how much; for a bank list also into which account. Raise ValidationError if somebody has none."""
    payment_list = _prepared(payment_list, by)
    LISTS.require(payment_list.state, ListState.LOCKED)
    _check(payment_list)
    rows = payment_list.aids.filter(state=AidState.PLANNED)
    if payment_list.method == PaymentMethod.BANK:
        _choose_accounts(payment_list)
        if without := rows.filter(bank_account=None).count():
            told = _("%(count)d hanenin açık ana banka hesabı yok; hesabı yazın ya da haneyi listeden çıkarın.")
            raise ValidationError(told % {"count": without}, code="no_bank_account")
    sums = rows.aggregate(count=Count("pk"), total=Sum("amount"))
    if not sums["count"]:
        raise ValidationError(_("Liste boş."), code="empty")
    rows.update(state=AidState.READY, updated_at=timezone.now())
    payment_list.count, payment_list.total = sums["count"], sums["total"] or Decimal(0)
    payment_list.state, payment_list.state_reason = ListState.LOCKED, ""
    payment_list.locked_by, payment_list.locked_at = by, timezone.now()
    payment_list.save()
    telling.tell_list_waits(payment_list, by)
    return payment_list


def _choose_accounts(payment_list: PaymentList) -> None:
    """Write the households' open primary accounts into the payments, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE "aid_aid" SET "bank_account_id" = account.id FROM beneficiaries_bankaccount AS account'
            " WHERE account.household_id = aid_aid.household_id AND account.is_primary AND account.state = 'open'"
            " AND aid_aid.payment_list_id = %s AND aid_aid.state = 'planned'"
            " AND aid_aid.bank_account_id IS DISTINCT FROM account.id",
            [payment_list.pk],
        )


@transaction.atomic
def unlock_list(*, payment_list: PaymentList, by: Any, reason: str) -> PaymentList:
    """Open a locked list again; approvals that it had are void."""
    payment_list = lock(payment_list, by)
    policy.can_change_list_state(by, payment_list, ListState.OPEN).require()
    LISTS.require(payment_list.state, ListState.OPEN, reason)
    payment_list.state, payment_list.state_reason = ListState.OPEN, reason.strip()
    payment_list.save()
    payment_list.approvals.all().delete()
    payment_list.aids.filter(state=AidState.READY).update(state=AidState.PLANNED, updated_at=timezone.now())
    telling.take_back_list(payment_list)
    return payment_list


@transaction.atomic
def cancel_list(*, payment_list: PaymentList, by: Any, reason: str) -> PaymentList:
    """Give a list up; what plans made waits for another list, the rest was never promised to anybody."""
    payment_list = lock(payment_list, by)
    policy.can_change_list_state(by, payment_list, ListState.CANCELLED).require()
    LISTS.require(payment_list.state, ListState.CANCELLED, reason)
    if payment_list.state == ListState.LOCKED:
        payment_list = unlock_list(payment_list=payment_list, by=by, reason=reason)
    _let_go(payment_list)
    payment_list.state, payment_list.state_reason = ListState.CANCELLED, reason.strip()
    payment_list.save()
    return payment_list


def approvals_needed(payment_list: PaymentList) -> int:
    """Return how many people, beside those who made and locked it, must approve a list of this total."""
    over = money.value_of(RuleKey.LIST_TWO_APPROVALS_OVER, today())
    return 2 if over is not None and payment_list.total is not None and payment_list.total > over else 1


@transaction.atomic
def approve_list(*, payment_list: PaymentList, by: Any) -> ListApproval:
    """Approve a locked list; its money goes out by `release_list`, once as many approved as its total asks for."""
    payment_list = lock(payment_list, by)
    policy.can_approve(by, payment_list).require()
    if payment_list.approvals.filter(by=by).exists():
        raise ValidationError(_("Bu listeyi zaten onayladınız."), code="approved")
    return ListApproval.objects.create(payment_list=payment_list, by=by)


@transaction.atomic
def release_list(*, payment_list: PaymentList, day: date, by: Any) -> PaymentList:
    """Let a locked list's money go out: by bank at once, with all its expenses in the ledger; else by hand.

    Whoever releases approves as well. The database refuses a fund or account that does not have as much.
    """
    payment_list = lock(payment_list, by)
    policy.can_release(by, payment_list).require()
    LISTS.require(payment_list.state, ListState.RELEASED)
    if day > today():
        raise ValidationError({"day": _("Gelecekte bir gün olamaz.")}, code="too_late")
    if refusal := money.refusal_of_day(day):
        raise ValidationError({"day": refusal}, code="day")
    ListApproval.objects.get_or_create(payment_list=payment_list, by=by)
    missing = approvals_needed(payment_list) - payment_list.approvals.count()
    if missing > 0:
        told = _("Bu tutar için %(count)d kişinin daha onayı gerekir.")
        raise ValidationError(told % {"count": missing}, code="approvals_missing")
    if payment_list.method == PaymentMethod.BANK:
        with money.remembering():
            _book(payment_list, day, by)
    payment_list.state, payment_list.released_at, payment_list.paid_on = ListState.RELEASED, timezone.now(), day
    payment_list.save()
    telling.take_back_list(payment_list)
    telling.tell_list_released(payment_list, by)
    return payment_list


def _book(payment_list: PaymentList, day: date, by: Any) -> None:
    """Write the expense of every payment into the ledger, some thousands in one statement."""
    rows = payment_list.aids.filter(state=AidState.READY).select_related("household").order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), PAGE):
        aids = list(rows.filter(pk__in=keys[start : start + PAGE]))
        for aid in aids:
            aid.fund, aid.account = payment_list.fund, payment_list.account
        records = book_many(entries=[entry_of(aid, day) for aid in aids], by=by)
        with connection.cursor() as cursor:
            cursor.execute(
                'UPDATE "aid_aid" SET "state" = \'sent\', "given_on" = %s, "given_by_id" = %s,'
                ' "record_id" = pair.record, "updated_at" = now()'
                " FROM unnest(%s::bigint[], %s::bigint[]) AS pair (aid, record)"
                ' WHERE "aid_aid"."id" = pair.aid',
                [day, by.pk, [aid.pk for aid in aids], [record.pk for record in records]],
            )


@transaction.atomic
def reconcile(
    *, payment_list: PaymentList, paid: Mapping[int, str], failed: Mapping[int, str], day: date, by: Any
) -> tuple[int, int]:
    """Write down what the bank said: `paid` are its references and `failed` its reasons, by the payments' keys.

    The money of what failed comes back into fund and account by reversals of `day`. Return how many of each there were.
    """
    payment_list = lock(payment_list, by)
    policy.can_reconcile(by, payment_list).require()
    rows = {aid.pk: aid for aid in _sent(payment_list, [*paid, *failed])}
    for key in [*paid, *failed]:
        if key not in rows:
            raise ValidationError(_("Bu ödeme bu listede beklemiyor: %(key)s") % {"key": key}, code="not_sent")
    for key, reference in paid.items():
        aid = rows[key]
        AIDS.require(aid.state, AidState.PAID)
        aid.state, aid.bank_reference = AidState.PAID, reference.strip()[:60]
        aid.save(update_fields=["state", "bank_reference", "updated_at"])
    for key, reason in failed.items():
        aid = rows[key]
        AIDS.require(aid.state, AidState.FAILED, reason)
        fail(aid, day=day, by=by, reason=reason[:300])
    _finish_plans(rows.values(), by)
    return len(paid), len(failed)


@transaction.atomic
def all_paid(*, payment_list: PaymentList, by: Any) -> int:
    """Say that the bank paid all that still waits; return how many these are."""
    payment_list = lock(payment_list, by)
    policy.can_reconcile(by, payment_list).require()
    rows = payment_list.aids.filter(state=AidState.SENT)
    plans = set(rows.filter(plan__isnull=False).values_list("plan_id", flat=True))
    count = rows.update(state=AidState.PAID, updated_at=timezone.now())
    for plan in AidPlan.objects.filter(pk__in=plans).select_for_update(of=("self",)).order_by("pk"):
        finish(plan, by)
    return count


def _sent(payment_list: PaymentList, keys: Iterable[int]) -> QuerySet[Aid]:
    rows = payment_list.aids.filter(pk__in=list(keys), state=AidState.SENT).select_related("record")
    return rows.select_for_update(of=("self",)).order_by("pk")


def _finish_plans(aids: Iterable[Aid], by: Any) -> None:
    keys = {aid.plan_id for aid in aids if aid.plan_id}
    for plan in AidPlan.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"):
        finish(plan, by)


@transaction.atomic
def close_list(*, payment_list: PaymentList, by: Any) -> PaymentList:
    """Close a list whose every payment was paid, delivered or failed."""
    payment_list = lock(payment_list, by)
    policy.can_change_list_state(by, payment_list, ListState.CLOSED).require()
    LISTS.require(payment_list.state, ListState.CLOSED)
    if waiting := payment_list.aids.filter(state__in=(AidState.READY, AidState.SENT, AidState.PLANNED)).count():
        told = _("%(count)d ödemenin sonucu henüz yazılmadı.")
        raise ValidationError(told % {"count": waiting}, code="open_payments")
    payment_list.state, payment_list.closed_at = ListState.CLOSED, timezone.now()
    payment_list.save()
    return payment_list
