"""The proofs find where a donation, its receipt and the ledger disagree, and are silent about what is right."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from donations import services
from donations.models import Donation, Receipt, ReceiptBook
from finance.choices import FundKind
from finance.models import Fund, MoneyAccount
from finance.services import undo_transfer
from finance.verifying import verify

from ..factories import make_user
from .rows import make_donor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)

# What no way through the panel can do: somebody with the database's own password and the triggers switched off.
FREE = "state = 'completed' AND settlement_id IS NULL"
SPOILED = [
    ("gifts", f"UPDATE donations_donation SET amount = amount + 1 WHERE {FREE}"),
    ("gifts", f"UPDATE donations_donation SET day = day + 1 WHERE {FREE}"),
    ("gifts", f"UPDATE donations_donation SET fund_id = fund_id + 1000 WHERE {FREE}"),
    ("gifts", f"UPDATE donations_donation SET state = 'approved' WHERE {FREE} AND refunded = 0"),
    ("sources", f"UPDATE donations_donation SET record_id = record_id + 1000 WHERE {FREE}"),
    ("refunds", "UPDATE donations_donation SET refunded = refunded + 1 WHERE refunded = 15"),
    ("refunds", "UPDATE finance_financerecord SET amount = amount - 1 WHERE reverses_id IS NOT NULL"),
    ("refunds", "UPDATE finance_financerecord SET day = day + 1 WHERE reverses_id IS NOT NULL"),
    ("refunds", "DELETE FROM donations_refund"),
    ("taken_back", "UPDATE donations_donation SET state = 'completed' WHERE state = 'cancelled'"),
    ("taken_back", f"UPDATE donations_donation SET state = 'cancelled', state_reason = 'x' WHERE {FREE}"),
    ("receipts", "UPDATE donations_receipt SET amount = amount + 1 WHERE state = 'issued'"),
    ("receipts", f"UPDATE donations_donation SET state = 'cancelled', state_reason = 'x' WHERE {FREE}"),
    ("books", "UPDATE donations_receipt SET number = 7 WHERE number = 1"),
    ("books", "DELETE FROM donations_receipt WHERE state = 'void'"),
    ("books", "UPDATE donations_receiptbook SET next_number = next_number + 1"),
    ("settlements", "UPDATE donations_donation SET net_amount = net_amount - 1, fee = fee + 1 WHERE fee = 3"),
    ("settlements", "UPDATE donations_donation SET settlement_id = NULL WHERE settlement_id IS NOT NULL"),
    ("paid_out", "UPDATE finance_transfer SET amount = amount + 1"),
    ("paid_out", "UPDATE donations_settlement SET transfer_id = NULL"),
    ("owed", "UPDATE donations_donation SET settlement_id = NULL WHERE settlement_id IS NOT NULL"),
    ("day_totals", "UPDATE donations_donationtotal SET refunded = refunded + 1"),
    ("giver_totals", "DELETE FROM donations_donortotal"),
    ("month_totals", "DELETE FROM donations_monthtotal"),
    ("giver_decades", "DELETE FROM donations_giverdecade"),
    ("fund_flows", "DELETE FROM donations_fundflow"),
]


def gift(amount: int, by: object, **fields: object) -> Donation:
    fund = Fund.objects.get_or_create(kind=FundKind.GENERAL, defaults={"name": "Genel", "code": "genel-t"})[0]
    box = MoneyAccount.objects.get_or_create(name="Bağış kasası", defaults={"kind": "cash"})[0]
    given = {"donor": make_donor(), "amount": Decimal(amount), "day": DAY, "method": "cash", "fund": fund}
    donation = services.record_donation(donation=Donation(**given | {"account": box} | fields), by=by)
    return services.take_in(donation=donation, by=by)


def receipt(book: ReceiptBook, number: int, by: object, donation: Donation | None = None, **fields: object) -> Receipt:
    given = {"book": book, "kind": book.kind, "series": book.series, "number": number, "day": DAY, "collector": by}
    given |= {"issued_by": by, "code": f"KOD{number}", "donation": donation}
    if donation:
        given |= {"amount": donation.amount, "currency": "TRY", "payer_name": "Işıl Şahin", "amount_words": "yüz"}
    return Receipt.objects.create(**given | fields)


@pytest.fixture
def settlement():
    """A little of everything that becomes of gifts."""
    by = make_user("admin")
    whole = gift(100, by)
    back, wrong = gift(30, by), gift(20, by)
    services.refund(donation=back, amount=Decimal(10), day=DAY, reason="İstedi", by=by)
    services.refund(donation=back, amount=Decimal(20), day=DAY, reason="İstedi", by=by)
    services.refund(donation=gift(40, by), amount=Decimal(15), day=DAY, reason="İstedi", by=by)
    services.change_donation_state(donation=wrong, target="cancelled", reason="Yanlış", by=by)
    book = ReceiptBook.objects.create(series="A", first=1, last=50, next_number=3, received_on=DAY)
    receipt(book, 1, by, whole)
    voided = {"state": "void", "void_reason": "Bozuldu", "voided_by": by, "voided_at": "2026-03-10T10:00Z"}
    receipt(book, 2, by, **voided)
    machine, bank = (MoneyAccount.objects.create(name=kind, kind=kind) for kind in ("pos", "bank"))
    cards = [
        gift(50, by, method="pos", account=machine, card_digits="1234", card_brand="troy", reference=f"R{number}")
        for number in range(2)
    ]
    paid, undone = (
        services.settle(donations=[card.pk], to_account=bank, day=DAY, fee=Decimal(3), by=by) for card in cards
    )
    services.undo_settlement(settlement=undone, reason="Yanlış", by=by)
    return paid


def test_what_is_right_is_silent(settlement):
    assert verify() == {}


@pytest.mark.parametrize(("check", "spoil"), SPOILED)
def test_what_somebody_spoiled_is_found(settlement, check, spoil):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(spoil)
        assert cursor.rowcount
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert f"donations.{check}" in verify()


def test_what_another_room_moved_is_undone_there(settlement):
    with pytest.raises(PermissionDenied, match="kaynağından"):
        undo_transfer(transfer=settlement.transfer, reason="Yanlış", by=make_user("board"))
