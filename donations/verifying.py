"""What must be true of donations, their receipts and their records; `finance.verifying` runs it."""

from django.utils.translation import gettext_lazy as _

from finance.verifying import CHECKS, Check, rows_of, sums_of

from .totals import DECADES, FLOWS, GIFTS, GIVERS, MONTHS, MOVES

# A donation that was taken in and cancelled since keeps its record, and that is taken back as a whole. What a gift is
# written as on one day may be taken in on a later one, such as a cheque.
_GIFTS = """
SELECT gift.id, concat_ws(' ', gift.day, gift.currency, gift.amount),
    concat_ws(' ', record.day, record.currency, record.amount)
FROM donations_donation AS gift LEFT JOIN finance_financerecord AS record ON record.id = gift.record_id
WHERE (gift.state IN ('completed', 'refunded') AND record.id IS NULL)
    OR (gift.state IN ('pending', 'approved', 'rejected') AND record.id IS NOT NULL)
    OR (record.id IS NOT NULL AND (record.state, record.direction, record.amount, record.currency, record.fund_id,
            record.account_id, record.method, record.source_kind, record.source_pk, record.day >= gift.day)
        IS DISTINCT FROM ('approved', 'income', gift.amount, gift.currency, gift.fund_id,
            gift.account_id, gift.method, 'donation', gift.id, true))
"""
_SOURCES = """
SELECT record.id, NULL, record.source_pk
FROM finance_financerecord AS record LEFT JOIN donations_donation AS gift ON gift.record_id = record.id
WHERE record.source_kind = 'donation' AND record.direction = 'income' AND record.reverses_id IS NULL AND gift.id IS NULL
"""
_REFUNDS = """
SELECT gift.id, gift.refunded, coalesce(back.amount, 0)
FROM donations_donation AS gift LEFT JOIN (
    SELECT refund.donation_id, sum(refund.amount) AS amount,
        bool_and(record.amount = -refund.amount AND record.day = refund.day AND record.state = 'approved'
            AND record.reverses_id = gift.record_id) AS fits
    FROM donations_refund AS refund JOIN finance_financerecord AS record ON record.id = refund.record_id
        JOIN donations_donation AS gift ON gift.id = refund.donation_id
    GROUP BY 1
) AS back ON back.donation_id = gift.id
WHERE gift.refunded <> coalesce(back.amount, 0) OR back.fits IS FALSE
    OR (gift.state = 'refunded') <> (gift.refunded = gift.amount)
"""
_TAKEN_BACK = """
SELECT gift.id,
    CASE WHEN gift.state = 'cancelled' THEN gift.amount ELSE gift.refunded END, -coalesce(sum(back.amount), 0)
FROM donations_donation AS gift LEFT JOIN finance_financerecord AS back
    ON back.reverses_id = gift.record_id AND back.state = 'approved'
WHERE gift.record_id IS NOT NULL
GROUP BY gift.id
HAVING -coalesce(sum(back.amount), 0) <> CASE WHEN gift.state = 'cancelled' THEN gift.amount ELSE gift.refunded END
"""
_RECEIPTS = """
SELECT receipt.id, concat_ws(' ', gift.currency, gift.amount), concat_ws(' ', receipt.currency, receipt.amount)
FROM donations_receipt AS receipt LEFT JOIN donations_donation AS gift ON gift.id = receipt.donation_id
WHERE receipt.state = 'issued' AND (gift.id IS NULL OR gift.state NOT IN ('completed', 'refunded')
    OR (gift.amount, gift.currency) IS DISTINCT FROM (receipt.amount, receipt.currency))
"""
_ONE_RECEIPT = """
SELECT donation_id, 1, count(*) FROM donations_receipt WHERE state = 'issued' AND donation_id IS NOT NULL
GROUP BY donation_id HAVING count(*) > 1
"""
# All numbers that a book has given are there, once each, in its own series, and none that it has not given yet.
_BOOKS = """
SELECT book.id, book.next_number - book.first, count(receipt.id)
FROM donations_receiptbook AS book LEFT JOIN donations_receipt AS receipt ON receipt.book_id = book.id
GROUP BY book.id
HAVING count(receipt.id) <> book.next_number - book.first
    OR count(DISTINCT receipt.number) <> count(receipt.id)
    OR coalesce(bool_or(receipt.number < book.first OR receipt.number >= book.next_number
        OR receipt.series <> book.series OR receipt.kind <> book.kind), false)
"""
# Each gift carries its part of what was paid out; of a settlement that was taken back, no gift carries anything.
_SETTLEMENTS = """
SELECT paid.id, concat_ws(' ', paid.net, paid.fee), concat_ws(' ', sum(gift.net_amount), sum(gift.fee))
FROM donations_settlement AS paid LEFT JOIN donations_donation AS gift ON gift.settlement_id = paid.id
GROUP BY paid.id
HAVING (coalesce(sum(gift.net_amount), 0), coalesce(sum(gift.fee), 0)) IS DISTINCT FROM CASE
    WHEN EXISTS (SELECT FROM finance_transfer AS back WHERE back.reverses_id = paid.transfer_id) THEN (0.0, 0.0)
    ELSE (paid.net, paid.fee) END
"""
_PAID_OUT = """
SELECT paid.id, concat_ws(' ', paid.net, paid.fee), concat_ws(' ', transfer.amount, record.amount)
FROM donations_settlement AS paid LEFT JOIN finance_transfer AS transfer ON transfer.id = paid.transfer_id
    LEFT JOIN finance_financerecord AS record ON record.id = paid.fee_record_id
WHERE (transfer.state, transfer.amount, transfer.from_account_id, transfer.to_account_id)
        IS DISTINCT FROM ('approved', paid.net, paid.from_account_id, paid.to_account_id)
    OR coalesce(record.amount, 0) <> paid.fee OR (record.id IS NOT NULL AND record.state <> 'approved')
"""

# What an operator's account holds is at least what its gifts wait for; `clearing.with_owed` counts the same.
_OWED = """
WITH back AS (
    SELECT refund.donation_id, record.account_id, sum(refund.amount) AS amount
    FROM donations_refund AS refund JOIN finance_financerecord AS record ON record.id = refund.record_id GROUP BY 1, 2
), due AS (
    SELECT gift.account_id, sum(gift.amount - coalesce(back.amount, 0)) AS amount
    FROM donations_donation AS gift JOIN finance_moneyaccount AS account ON account.id = gift.account_id
        LEFT JOIN back ON back.donation_id = gift.id AND back.account_id = gift.account_id
    WHERE gift.state IN ('completed', 'refunded') AND gift.settlement_id IS NULL
        AND gift.method IN ('pos', 'online', 'sms') AND account.kind IN ('pos', 'online', 'sms')
    GROUP BY 1
), held AS (
    SELECT account_id, sum(amount) AS amount FROM finance_posting WHERE account_id IS NOT NULL GROUP BY 1
)
SELECT due.account_id, due.amount, coalesce(held.amount, 0)
FROM due LEFT JOIN held ON held.account_id = due.account_id WHERE due.amount > coalesce(held.amount, 0)
"""


def register_checks() -> None:
    gift, receipt, settlement = "donations.donation", "donations.receipt", "donations.settlement"
    account = "finance.moneyaccount"
    checks = (
        ("gifts", _("Her tahsil edilmiş bağış defterde aynı tutar, fon ve hesapla durur"), rows_of(gift, _GIFTS)),
        ("sources", _("Defterdeki her bağış kaydının bir bağışı vardır"), rows_of("finance.financerecord", _SOURCES)),
        ("refunds", _("İadeler bağışta, iade kaydında ve defterde aynıdır"), rows_of(gift, _REFUNDS)),
        ("taken_back", _("Defterden geri alınan, bağıştan iade ya da iptal edilendir"), rows_of(gift, _TAKEN_BACK)),
        ("receipts", _("Her makbuz tahsil edilmiş bir bağışın tutarını gösterir"), rows_of(receipt, _RECEIPTS)),
        ("one_receipt", _("Bir bağışın geçerli tek makbuzu vardır"), rows_of(gift, _ONE_RECEIPT)),
        ("books", _("Makbuz numaraları cildinde sırayla ve boşluksuzdur"), rows_of("donations.receiptbook", _BOOKS)),
        ("settlements", _("Hesap kapama, bağışlarının payları toplamıdır"), rows_of(settlement, _SETTLEMENTS)),
        ("paid_out", _("Hesap kapamanın aktarımı ve komisyonu defterdedir"), rows_of(settlement, _PAID_OUT)),
        ("owed", _("Alacak hesaplarında en az bağışların beklediği kadar para vardır"), rows_of(account, _OWED)),
        ("day_totals", _("Tutulan bağış toplamları bağışların toplamıdır"), sums_of(GIFTS)),
        ("month_totals", _("Ayların tutulan bağış toplamları bağışların toplamıdır"), sums_of(MONTHS)),
        ("giver_totals", _("Bağışçıların tutulan toplamları bağışlarının toplamıdır"), sums_of(GIVERS)),
        ("giver_decades", _("Bağışçıların on yıllık toplamları bağışlarının toplamıdır"), sums_of(DECADES)),
        ("fund_flows", _("Fonlara giren ve çıkanın tutulan toplamları defterin toplamıdır"), sums_of(FLOWS)),
        ("fund_moves", _("Fonlar arası aktarımların tutulan toplamları aktarımların toplamıdır"), sums_of(MOVES)),
    )
    for order, (key, label, run) in enumerate(checks, start=100):
        CHECKS.add(Check(key=f"donations.{key}", label=label, run=run, order=order))
