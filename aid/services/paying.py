"""Payment lists once they are locked: approved by others, paid, and reconciled with the bank."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from accounts.models.audit import Action
from beneficiaries.models import BankAccount
from finance import rules as money
from finance.choices import PaymentMethod, RuleKey
from finance.services import book_many
from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money
from kafkasder.core.policy import refused

from .. import policy, sums
from ..choices import ListSource
from ..models import Aid, AidPlan, ListApproval, PaymentList
from ..states import AIDS, LISTS, AidState, ListState
from . import telling
from .giving import entry_of, fail, finish
from .lists import require_going_out
from .orders import waiting_order

PAGE = 2_000  # payments that are booked in one statement


def approvals_needed(payment_list: PaymentList) -> int:
    """Return how many people, beside those who made and locked it, must approve a list of this total.

    Lists that may be parts of it count. What a list pays once more was approved with the one that it follows.
    """
    over = money.value_of(RuleKey.LIST_TWO_APPROVALS_OVER, today())
    is_over = over is not None and payment_list.total is not None and payment_list.total > over
    return 2 if is_over or why_two(payment_list) else 1


def why_two(payment_list: PaymentList) -> str:
    """Say why two people approve a locked list whose own total would not ask for it; nothing where that is not so."""
    over, total = money.value_of(RuleKey.LIST_TWO_APPROVALS_OVER, today()), payment_list.total
    if payment_list.state != ListState.LOCKED or payment_list.source == ListSource.FAILED:
        return ""
    if over is None or total is None or total > over:
        return ""
    whole = total + (beside := sums.beside_list(payment_list))
    if whole <= over:
        return ""
    told = _("Aynı yardım başka listelerden de ödeniyor (%(beside)s); birlikte %(whole)s ettiği için iki kişi onaylar.")
    return told % {"beside": format_money(beside), "whole": format_money(whole)}


def _require_seen(payment_list: PaymentList, seen: str | None) -> None:
    """Refuse somebody who looked at a list that was opened and locked again meanwhile."""
    if seen is not None and seen != payment_list.seen:
        raise ValidationError(_("Siz bakarken liste açılıp yeniden kilitlendi; yeni hâline bakın."), code="changed")


@transaction.atomic
def approve_list(*, payment_list: PaymentList, by: Any, seen: str | None = None) -> ListApproval:
    """Approve a locked list; its money goes out by `release_list`, once as many approved as its total asks for.

    `seen` is what `PaymentList.seen` told when somebody looked at it.
    """
    waiting_order(payment_list)
    payment_list = lock(payment_list, by)
    policy.can_approve(by, payment_list).require()
    _require_seen(payment_list, seen)
    if payment_list.approvals.filter(by=by).exists():
        raise ValidationError(_("Bu listeyi zaten onayladınız."), code="approved")
    return ListApproval.objects.create(payment_list=payment_list, by=by)


@transaction.atomic
def release_list(*, payment_list: PaymentList, day: date, by: Any, seen: str | None = None) -> PaymentList:
    """Let a locked list's money go out: by bank at once, with all its expenses in the ledger; else by hand.

    Whoever releases approves as well. The database refuses a fund or account that does not have as much.
    """
    payment_list = lock(payment_list, by)
    require_releasable(payment_list, day, by, seen)
    ListApproval.objects.get_or_create(payment_list=payment_list, by=by)
    if payment_list.method == PaymentMethod.BANK:
        with money.remembering():
            _book(payment_list, day, by)
    payment_list.state, payment_list.released_at, payment_list.paid_on = ListState.RELEASED, timezone.now(), day
    payment_list.save()
    telling.take_back_list(payment_list)
    telling.tell_list_released(payment_list, by)
    return payment_list


def require_releasable(payment_list: PaymentList, day: date, by: Any, seen: str | None) -> None:
    """Raise unless `by` may release a locked list on that day; what fund and account hold the ledger says alone."""
    policy.can_release(by, payment_list).require()
    LISTS.require(payment_list.state, ListState.RELEASED)
    _require_seen(payment_list, seen)
    if day > today():
        raise ValidationError({"day": _("Gelecekte bir gün olamaz.")}, code="too_late")
    if refusal := money.refusal_of_day(day):
        raise ValidationError({"day": refusal}, code="day")
    missing = approvals_needed(payment_list) - payment_list.approvals.exclude(by=by).count() - 1
    if missing > 0:
        told = _("Bu tutar için %(count)d kişinin daha onayı gerekir.")
        told = f"{told % {'count': missing}} {why_two(payment_list)}".strip()
        raise ValidationError(told, code="approvals_missing")
    if payment_list.method == PaymentMethod.BANK:
        told = _("Hanesi, kişisi ya da planı artık uymayan %(count)d ödeme var; kilidi açıp listeden çıkarın.")
        require_going_out(payment_list, told)
        _require_same_accounts(payment_list)


def with_changed_accounts(payment_list: PaymentList) -> QuerySet[Aid]:
    """Return the payments whose bank account is not any more what it was when the list was locked."""
    account = "bank_account__"
    changed = (
        ~Q(**{f"{account}state": "open"})
        | Q(**{f"{account}is_primary": False})
        | Q(**{f"{account}updated_at__gt": payment_list.locked_at})
        | ~Q(**{f"{account}household": F("household")})
    )
    return payment_list.aids.filter(changed, bank_account__isnull=False)


def with_shared_accounts(payment_list: PaymentList) -> QuerySet[Aid]:
    """Return the payments whose IBAN another household of the list is paid to as well.

    Relatives may share an account; whoever approves should know where many do.
    """
    by_iban = payment_list.aids.filter(bank_account__isnull=False).order_by().values("bank_account__iban_index")
    shared = by_iban.annotate(homes=Count("household", distinct=True)).filter(homes__gt=1)
    return payment_list.aids.filter(bank_account__iban_index__in=shared.values("bank_account__iban_index"))


def require_others_looked(payment_list: PaymentList, by: Any) -> None:
    """Refuse a bank file with accounts that changed since the list was locked, unless `by` is the one to look at them.

    What others approved went to the former accounts. So whoever takes the new ones along may release lists, had no hand
    in this one, and changed none of the accounts.
    """
    keys = with_changed_accounts(payment_list).order_by().values_list("bank_account", flat=True).distinct()
    if not (accounts := [str(key) for key in keys]):
        return
    own = AuditEntry.objects.filter(
        table_name=BankAccount._meta.db_table, row_pk__in=accounts, actor=by, action=Action.UPDATE
    )
    may = policy.can_look_over(by, payment_list)
    if may and own.filter(at__gt=payment_list.locked_at).exists():
        may = refused(_("Değişen hesaplardan birini siz değiştirdiniz; dosyayı başkası almalı."))
    if not may:
        raise ValidationError(str(may.reason), code="accounts_changed")


def _require_same_accounts(payment_list: PaymentList) -> None:
    if count := with_changed_accounts(payment_list).count():
        told = _("Liste kilitlendikten sonra %(count)d hanenin hesabı değişti; kilidi açıp yeniden kilitleyin.")
        raise ValidationError(told % {"count": count}, code="accounts_changed")


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
