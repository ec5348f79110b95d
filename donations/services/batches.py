"""Gifts typed in from one pile of papers: each row is kept at once and waits; closing the pile takes all of them in."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from finance.choices import Currency
from finance.models import ExchangeRate, Fund
from finance.services import book_many
from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money

from .. import policy
from ..batches import METHODS, Entered, entered
from ..choices import DEFAULT_FUNDS
from ..models import Batch, Donation
from ..states import BatchState, DonationState
from .donors import anonymous_donor
from .giving import change_donation_state, check, entry_of, record_donation

_TAKEN_IN = """
UPDATE donations_donation AS gift
SET state = 'completed', completed_at = %s, record_id = part.record, updated_at = now()
FROM unnest(%s::bigint[], %s::bigint[]) AS part(id, record)
WHERE gift.id = part.id
"""


@transaction.atomic
def open_batch(*, batch: Batch, by: Any) -> Batch:
    """Store a new pile, of which somebody counted how many gifts it has and what they come to."""
    policy.can_open_batch(by).require()
    if batch.day > today():
        raise ValidationError({"day": _("Gelecekte bir gün olamaz.")}, code="future")
    if batch.method not in METHODS:
        raise ValidationError({"method": _("Bu yöntemle gelenler tek tek kaydedilir.")}, code="not_in_batches")
    if batch.currency != batch.account.currency:
        raise ValidationError({"account": _("Bu hesabın para birimi başka.")}, code="account")
    batch.created_by = by
    batch.save(force_insert=True)
    return batch


@transaction.atomic
def type_into_batch(*, batch: Batch, donation: Donation, by: Any) -> Donation:
    """Add a gift to an open pile, whose day, place and way of paying it has; its kind may bind it to another fund."""
    batch = lock(batch, by)
    policy.can_type_into_batch(by, batch).require()
    if donation.donor_id is None:
        donation.donor = anonymous_donor(by=by)
    donation.batch, donation.day, donation.method = batch, batch.day, batch.method
    donation.currency, donation.account = batch.currency, batch.account
    donation.fund, donation.rate = _fund_of(donation, batch), _rate_of(batch)
    return record_donation(donation=donation, by=by)


@transaction.atomic
def change_batch_row(*, donation: Donation, by: Any) -> Donation:
    """Store what was typed anew into a row of an open pile; what became of it meanwhile stays."""
    assert donation.batch
    batch = lock(donation.batch, by)
    row = lock(donation, by)
    policy.can_change_batch_row(by, batch, row).require()
    row.donor = anonymous_donor(by=by) if donation.donor_id is None else donation.donor
    row.amount, row.kind, row.purpose = donation.amount, donation.kind, donation.purpose
    row.fund = _fund_of(row, batch)
    check(row)
    row.save()
    return row


@transaction.atomic
def remove_batch_row(*, donation: Donation, by: Any) -> Donation:
    """Take a row out of an open pile; it stays as a cancelled donation."""
    assert donation.batch
    batch = lock(donation.batch, by)  # before its rows, as whoever closes it does
    donation = lock(donation, by)
    policy.can_change_batch_row(by, batch, donation).require()
    target = DonationState.CANCELLED
    return change_donation_state(donation=donation, target=target, by=by, reason=_("Toplu girişten çıkarıldı"))


@transaction.atomic
def close_batch(*, batch: Batch, by: Any, reason: str = "") -> Batch:
    """Take in all gifts of a pile; say why, if they are not as many or not as much as was counted."""
    batch = lock(batch, by)
    policy.can_type_into_batch(by, batch).require()
    rows = Donation.objects.filter(batch=batch, state=DonationState.PENDING).order_by("pk")
    gifts = list(rows.select_for_update(of=("self",)).select_related("donor", "fund", "account", "campaign"))
    so_far = entered(batch)  # now that nobody takes a row out
    if not so_far.agrees_with(batch) and not reason.strip():
        raise ValidationError({"reason": _difference(batch, so_far)}, code="reason_required")
    _take_in(gifts, by)
    batch.state, batch.closed_at = BatchState.CLOSED, timezone.now()
    batch.difference_reason = "" if so_far.agrees_with(batch) else reason.strip()
    batch.save(update_fields=["state", "closed_at", "difference_reason"])
    return batch


def _take_in(gifts: Sequence[Donation], by: Any) -> None:
    """Do for many gifts what `take_in` does for one, in a few statements."""
    for gift in gifts:
        policy.can_take_in(by, gift).require()
    records = book_many(entries=[entry_of(gift) for gift in gifts], by=by)
    keys = [gift.pk for gift in gifts], [record.pk for record in records]
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN_IN, [timezone.now(), *keys])


def _fund_of(donation: Donation, batch: Batch) -> Fund:
    """Return the fund that the kind of a gift binds it to; else the pile's."""
    code = DEFAULT_FUNDS.get(donation.kind)
    bound = Fund.objects.open().filter(code=code).first() if code else None
    if code and bound is None:
        told = _("“%(code)s” kodlu açık bir fon yok; bu türün bağışı ayrı tutulmalıdır.")
        raise ValidationError({"kind": told % {"code": code}}, code="no_fund")
    return bound or batch.fund


def _rate_of(batch: Batch) -> Decimal | None:
    if batch.currency == Currency.TRY:
        return None
    rates = ExchangeRate.objects.filter(currency=batch.currency, day__lte=batch.day).order_by("-day")
    rate = rates.values_list("rate", flat=True).first()
    if rate is None:
        raise ValidationError(_("Bu para birimi için o günden bir kur yok; önce kuru kaydedin."), code="no_rate")
    return rate


def _difference(batch: Batch, so_far: Entered) -> str:
    told = _(
        "Beklenen %(expected_count)d bağış, %(expected)s; girilen %(count)d bağış, %(total)s. Farkın nedenini yazın."
    )
    return told % {
        "expected_count": batch.expected_count,
        "expected": format_money(batch.expected_total, batch.currency),
        "count": so_far.count,
        "total": format_money(so_far.total, batch.currency),
    }
