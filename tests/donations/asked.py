"""What the room's services are given by somebody who may do nothing; the rows are made when it is called."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from donations.models import Batch, Campaign, CollectorAuthorization, Donor, ReceiptBook
from kafkasder.core.days import today

from ..factories import make_user
from . import gift_rows, rows_batches, rows_receipts
from .rows import make_campaign, make_donor

REASON = "Komisyon için"


def _gift_row() -> Any:
    return rows_batches.type_in(rows_batches.make_batch(), 50)


def _delivered() -> Any:
    from donations import services

    book, collector = rows_receipts.make_book(), rows_receipts.make_collector()
    due = today() + timedelta(days=30)
    services.deliver_book(book=book, holder=collector, day=today(), due_on=due, by=make_user("board"))
    book.refresh_from_db()
    return book


def _issuing() -> dict[str, Any]:
    return {
        "book": rows_receipts.make_book(),
        "collector": rows_receipts.make_collector(),
        "day": rows_receipts.DAY,
    }


def _paid_out() -> dict[str, Any]:
    gift = rows_batches.make_gift(account=rows_batches.make_account("pos"))
    return {"donations": [gift.pk], "to_account": rows_batches.make_account(), "day": rows_batches.DAY}


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "donations.batches.change_batch_row": lambda: {"donation": _gift_row()},
    "donations.batches.close_batch": lambda: {"batch": rows_batches.make_batch(), "reason": REASON},
    "donations.batches.open_batch": lambda: {"batch": Batch(name="Cuma", day=today())},
    "donations.batches.remove_batch_row": lambda: {"donation": _gift_row()},
    "donations.batches.type_into_batch": lambda: {
        "batch": rows_batches.make_batch(),
        "donation": gift_rows.new_gift(),
    },
    "donations.books.authorize_collector": lambda: {
        "authorization": CollectorAuthorization(
            person=make_user("staff"), decision="2026/1", valid_from=today(), valid_to=today()
        )
    },
    "donations.books.change_book": lambda: {"book": rows_receipts.make_book()},
    "donations.books.change_book_state": lambda: {
        "book": rows_receipts.make_book(),
        "target": "closed",
        "reason": REASON,
    },
    "donations.books.deliver_book": lambda: {
        "book": rows_receipts.make_book(),
        "holder": rows_receipts.make_collector(),
        "day": today(),
        "due_on": today(),
    },
    "donations.books.register_book": lambda: {"book": ReceiptBook(series="Z", first=1, last=50, received_on=today())},
    "donations.books.revoke_authorization": lambda: {
        "authorization": rows_receipts.make_authorization(),
        "day": today(),
        "reason": REASON,
    },
    "donations.books.take_back_book": lambda: {"book": _delivered(), "day": today()},
    "donations.bulk.undo_change_of_many": lambda: {"request_id": "AAAAA-AAAAA"},
    "donations.campaigns.change_campaign_state": lambda: {"campaign": make_campaign(), "target": "running"},
    "donations.campaigns.save_campaign": lambda: {
        "campaign": Campaign(name="Kış", code="kis", purpose="Kömür", starts_on=date(2026, 1, 1))
    },
    "donations.cheques.change_cheque_state": lambda: {
        "donation": gift_rows.make_gift("cheque"),
        "target": "presented",
    },
    "donations.consents.record_consent": lambda: {
        "donor": make_donor(),
        "channel": "phone",
        "given": False,
        "way": "call",
    },
    "donations.donors.change_donor_state": lambda: {"donor": make_donor(), "target": "archived", "reason": REASON},
    "donations.donors.save_donor": lambda: {"donor": Donor(name="Ali Kaya")},
    "donations.gift_reveal.reveal_payment": lambda: {
        "donation": gift_rows.taken_in("bank"),
        "field": "sender_account",
        "reason": REASON,
    },
    "donations.giving.change_donation_state": lambda: {
        "donation": gift_rows.make_gift("bank"),
        "target": "cancelled",
        "reason": REASON,
    },
    "donations.giving.record_donation": lambda: {"donation": gift_rows.new_gift()},
    "donations.giving.refund": lambda: {
        "donation": gift_rows.taken_in(),
        "amount": Decimal(1),
        "day": today(),
        "reason": REASON,
    },
    "donations.giving.save_donation": lambda: {"donation": gift_rows.make_gift("bank")},
    "donations.giving.take_in": lambda: {"donation": gift_rows.make_gift("bank")},
    "donations.receipt_mail.send_receipt": lambda: {"receipt": rows_receipts.make_receipt()},
    "donations.receipts.issue_receipt": lambda: {"donation": rows_receipts.make_gift(), **_issuing()},
    "donations.receipts.issue_receipts": lambda: {"donations": [rows_receipts.make_gift()], **_issuing()},
    "donations.receipts.spoil_leaf": lambda: {
        "book": rows_receipts.make_book(),
        "day": rows_receipts.DAY,
        "reason": REASON,
    },
    "donations.receipts.void_receipt": lambda: {"receipt": rows_receipts.make_receipt(), "reason": REASON},
    "donations.reveal.reveal": lambda: {"donor": make_donor(), "field": "phone", "reason": REASON},
    "donations.settling.settle": lambda: _paid_out() | {"fee": Decimal(1)},
    "donations.settling.undo_settlement": lambda: {"settlement": rows_batches.make_settlement(), "reason": REASON},
}
PARTS = {
    "donations.bulk.archive_many",  # those of the rows that one may change
    "donations.bulk.label_many",
    "donations.donors.anonymous_donor",  # of whom nothing is known
    "donations.gift_telling.tell_decided",
    "donations.gift_telling.tell_waiting",
}
