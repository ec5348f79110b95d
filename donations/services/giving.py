"""Donations: recorded, approved, taken in, ended and given back. A donation and its ledger change together."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance import rules
from finance.choices import CLEARING, AccountKind, Category, Direction, DocumentType, FundKind, PaymentMethod, RuleKey
from finance.models import MoneyAccount
from finance.services import Entry, book, reverse
from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money

from .. import policy
from ..choices import RELIGIOUS, ChequeState, DonorKind, GiftKind
from ..models import Donation, DonationItem, Refund
from ..models.methods import NEEDS_APPROVAL
from ..references import DONATION
from ..states import DONATION_STATES, DonationState
from .gift_telling import tell_decided, tell_waiting

_CATEGORIES = {
    GiftKind.DUES: Category.IN_DUES,
    GiftKind.ENTRY_FEE: Category.IN_ENTRY,
    GiftKind.EVENT: Category.IN_EVENT,
}


@transaction.atomic
def record_donation(
    *, donation: Donation, by: Any, items: Sequence[DonationItem] | None = None, is_here: bool = False
) -> Donation:
    """Store a new donation that waits, for its money or for somebody's approval; what `is_here` is taken in at once."""
    policy.can_record_donation(by).require()
    donation.created_by = by
    if donation.method == PaymentMethod.CHEQUE:
        donation.cheque_state = ChequeState.HELD
    _weigh(donation, items)
    check(donation)
    donation.save(force_insert=True)
    _keep_goods(donation, items)
    if is_here:
        return take_in(donation=donation, by=by)
    if needs_approval(donation.method):
        tell_waiting(donation, by)
    return donation


@transaction.atomic
def save_donation(*, donation: Donation, by: Any, items: Sequence[DonationItem] | None = None) -> Donation:
    """Store changed facts of a donation that still waits; `items` take the place of its goods.

    Whoever changes what another has to approve answers for it from then on, so that nobody approves their own figures.
    """
    policy.can_change_donation(by, donation).require()
    if needs_approval(donation.method):
        donation.created_by = by
    _weigh(donation, items)
    _check_pile(donation)
    check(donation)
    donation.save()
    if items is not None:
        donation.items.all().delete()
        _keep_goods(donation, items)
    return donation


@transaction.atomic
def take_in(*, donation: Donation, by: Any, day: date | None = None, account: MoneyAccount | None = None) -> Donation:
    """Have a waiting donation's money be there: write it into the ledger, and say so.

    It came on `day` into `account`, or as the donation says. Goods that came are told of as they were written.
    """
    donation = lock(donation, by)
    DONATION_STATES.require(donation.state, DonationState.COMPLETED)
    policy.can_take_in(by, donation).require()
    if account is not None:
        donation.account = account
    _check_day(donation, day)
    donation.record = book(entry=entry_of(donation, day), by=by)
    donation.state, donation.completed_at = DonationState.COMPLETED, timezone.now()
    if donation.method == PaymentMethod.CHEQUE:
        donation.cheque_state = ChequeState.CLEARED
    donation.save(update_fields=["account", "record", "state", "completed_at", "cheque_state", "updated_at"])
    return donation


@transaction.atomic
def change_donation_state(*, donation: Donation, target: str, by: Any, reason: str = "") -> Donation:
    """Approve, reject or cancel a donation; cancelling one that was taken in takes its record back."""
    donation = lock(donation, by)
    DONATION_STATES.require(donation.state, target, reason)
    policy.can_change_donation_state(by, donation, target).require()
    if donation.state == DonationState.COMPLETED:
        _undo(donation, reason, by)
    if target == DonationState.APPROVED:
        donation.approved_by = by
    donation.state, donation.state_reason = target, reason.strip()
    donation.save(update_fields=["state", "state_reason", "approved_by", "updated_at"])
    tell_decided(donation, by)
    return donation


@transaction.atomic
def refund(
    *, donation: Donation, amount: Decimal, day: date, reason: str, by: Any, account: MoneyAccount | None = None
) -> Refund:
    """Give money of a donation back, as a whole or in part, out of `account` or the one that it is in by now."""
    donation = lock(donation, by)
    policy.can_refund(by, donation).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Lütfen nedenini yazın.")}, code="reason_required")
    left = donation.amount - donation.refunded
    if not 0 < amount <= left:
        most = format_money(left, donation.currency)
        raise ValidationError({"amount": _("En çok %(most)s iade edilebilir.") % {"most": most}}, code="refund_amount")
    assert donation.record
    account = account or (donation.settlement.to_account if donation.settlement else None)
    if not donation.record.day <= day <= today():
        told = _("İade, bağışın tahsil edildiği günden önce ya da gelecekte olamaz.")
        raise ValidationError({"day": told}, code="refund_day")
    if account is not None:
        _check_way_back(donation, account)
    record = reverse(
        record=donation.record,
        amount=amount,
        account=account,
        day=day,
        reason=_("%(donation)s iadesi: %(reason)s") % {"donation": donation, "reason": reason.strip()[:200]},
        by=by,
        source=(DONATION, donation.pk),
    )
    donation.refunded += amount
    if donation.refunded == donation.amount:
        DONATION_STATES.require(donation.state, DonationState.REFUNDED, reason)
        donation.state, donation.state_reason = DonationState.REFUNDED, reason.strip()
    donation.save(update_fields=["refunded", "state", "state_reason", "updated_at"])
    given_back = Refund(donation=donation, amount=amount, day=day, reason=reason.strip(), record=record, created_by=by)
    given_back.save(force_insert=True)
    tell_decided(donation, by)
    return given_back


def check(donation: Donation) -> None:
    """Raise ValidationError, by field, for what law, fund or account do not allow."""
    if donation.day > today():
        raise ValidationError({"day": gettext_lazy("Gelecekte bir gün olamaz.")}, code="future")
    if too_old := rules.refusal_of_age(donation.day):
        raise ValidationError({"day": too_old}, code="too_old")
    if donation.method == PaymentMethod.CASH and (over := cash_limit(donation.day)) and _most_worth(donation) > over:
        told = gettext_lazy("%(limit)s üstündeki bağış nakit alınamaz; bankadan gelmelidir (7262 sayılı kanun).")
        raise ValidationError({"amount": told % {"limit": format_money(over)}}, code="cash_over_limit")
    if donation.kind in RELIGIOUS and donation.fund.kind != FundKind.RELIGIOUS:
        mixed = gettext_lazy("“%(kind)s” yalnız dinî bir fona yazılır; başka paraya karışmaz.")
        told_of = {"kind": GiftKind(donation.kind).label}
        raise ValidationError({"fund": mixed % told_of}, code="fund_not_for_kind")
    entry_of(donation).check()


def worth_of(donation: Donation) -> Decimal:
    """Return what a donation is worth in lira on its day, which is what the law's limits are about."""
    return donation.amount * (donation.rate or 1)


def _most_worth(donation: Donation) -> Decimal:
    """Return what a donation is worth by its own rate or the published one, whichever is more."""
    published = rules.worth_in_lira(donation.amount, donation.currency, donation.day)
    return max(worth_of(donation), published or Decimal(0))


def cash_limit(day: date) -> Decimal | None:
    """Return above what a gift has to come by bank on a day."""
    return rules.value_of(RuleKey.BANK_REQUIRED_OVER, day)


def entry_of(donation: Donation, day: date | None = None) -> Entry:
    """Return how a donation stands in the ledger, on the `day` on which it was taken in."""
    return Entry(
        direction=Direction.INCOME,
        category=_category_of(donation),
        amount=donation.amount,
        currency=donation.currency,
        fund=donation.fund,
        account=donation.account,
        day=day or donation.day,
        method=donation.method,
        document_type=_document_of(donation),
        document_number=donation.derbis_number or donation.reference or donation.cheque_number,
        counterparty=str(donation.donor),
        description=str(GiftKind(donation.kind).label),
        source=(DONATION, donation.pk) if donation.pk else None,
    )


def _weigh(donation: Donation, items: Sequence[DonationItem] | None) -> None:
    """Make the amount of a gift in kind what its goods are worth."""
    if donation.method != PaymentMethod.IN_KIND or items is None:
        return
    if not items:
        raise ValidationError(gettext_lazy("En az bir mal yazın."), code="no_goods")
    donation.amount = sum((item.value for item in items), Decimal(0))


def _keep_goods(donation: Donation, items: Sequence[DonationItem] | None) -> None:
    for item in items or ():
        item.donation = donation
        item.save(force_insert=True)


def _check_day(donation: Donation, day: date | None) -> None:
    if day is not None and not donation.day <= day <= today():
        told = gettext_lazy("Tahsil günü, bağış tarihinden önce ya da gelecekte olamaz.")
        raise ValidationError({"day": told}, code="take_in_day")


def _check_pile(donation: Donation) -> None:
    """Raise ValidationError if a gift of a pile would no longer be like the others of it."""
    if donation.batch is None:
        return
    shared = ("day", "currency", "account_id")
    wrong = [name for name in shared if getattr(donation, name) != getattr(donation.batch, name)]
    if wrong:
        told = _("Toplu girişin bağışlarında tarih, para birimi ve kasa/banka aynıdır.")
        raise ValidationError({wrong[0].removesuffix("_id"): told}, code="not_of_its_batch")


def _check_way_back(donation: Donation, account: MoneyAccount) -> None:
    """Raise ValidationError for an account out of which a gift cannot go back.

    What an operator owes is owed for other gifts, but for the gift's own while it was not paid out.
    """
    told = None
    if not (account.is_open and account.currency == donation.currency):
        told = _("Bağışın para biriminden, açık bir hesap seçin.")
    elif account.kind in CLEARING and (account != donation.account or donation.settled_on):
        told = _("Bu hesaptaki para başka bağışların alacağıdır; kasadan ya da bankadan iade edin.")
    elif account.kind == AccountKind.GOODS:
        told = _("Para bir kasadan ya da bankadan iade edilir.")
    if told:
        raise ValidationError({"account": told}, code="refund_account")


def _category_of(donation: Donation) -> str:
    if donation.method == PaymentMethod.IN_KIND:
        return Category.IN_KIND
    if donation.from_abroad:
        return Category.IN_FOREIGN
    if donation.kind in _CATEGORIES:
        return _CATEGORIES[GiftKind(donation.kind)]
    if donation.campaign and donation.campaign.permit_number:
        return Category.IN_CAMPAIGN
    return Category.IN_PUBLIC if donation.donor.kind == DonorKind.PUBLIC else Category.IN_DONATION


def _document_of(donation: Donation) -> str:
    if donation.method == PaymentMethod.IN_KIND:
        return DocumentType.KIND_IN
    if donation.derbis_number:
        return DocumentType.E_RECEIPT
    return DocumentType.RECEIPT if donation.method == PaymentMethod.CASH else DocumentType.BANK_SLIP


def _undo(donation: Donation, reason: str, by: Any) -> None:
    """Take the record of a donation back that should not have been written."""
    if donation.refunded:
        raise ValidationError(_("İadesi olan bağış iptal edilemez; kalanını iade edin."), code="refunded")
    if donation.receipts.issued().exists():
        raise ValidationError(_("Önce bu bağışın makbuzunu iptal edin."), code="has_receipt")
    if donation.settled_on:
        raise ValidationError(_("Hesaba geçmiş bağış iptal edilemez; iade edin."), code="settled")
    assert donation.record
    told = _("%(donation)s iptali: %(reason)s") % {"donation": donation, "reason": reason.strip()[:200]}
    reverse(record=donation.record, day=today(), reason=told, by=by, source=(DONATION, donation.pk))


def needs_approval(method: str) -> bool:
    return method in NEEDS_APPROVAL
