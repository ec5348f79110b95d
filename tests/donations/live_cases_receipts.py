"""What changes the live pages of receipts, books and authorisations."""

from datetime import date

from accounts.models import User
from donations import services
from donations.models import CollectorAuthorization, Receipt, ReceiptBook
from finance.models import MoneyAccount

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .rows_receipts import DAY, make_account, make_authorization, make_book, make_collector, make_gift, make_receipt


def _a_receipt(world: World) -> list[object]:
    return [make_receipt().pk]


def _a_code(world: World) -> list[object]:
    return [make_receipt().code]


def _a_book(world: World) -> list[object]:
    make_collector()
    return [make_book().pk]


def _an_authorization(world: World) -> list[object]:
    return [make_authorization().pk]


def _go_on(world: World) -> None:
    """Receipts are written and voided, books delivered, authorisations ended."""
    board = make_user("board")
    for receipt in Receipt.objects.filter(state="issued"):
        services.void_receipt(receipt=receipt, reason="Yanlış ad", by=board)
    for book in ReceiptBook.objects.filter(state="in_stock"):
        holder = make_collector()
        services.deliver_book(book=book, holder=holder, day=date(2026, 6, 1), due_on=date(2026, 7, 1), by=board)
    for authorization in CollectorAuthorization.objects.filter(person__full_name__startswith="Kişi"):
        services.revoke_authorization(authorization=authorization, day=date(2026, 6, 1), reason="Ayrıldı", by=board)
    make_receipt()
    make_gift()
    make_authorization(board_member=True, valid_to=date(2030, 1, 1))


def _hand_over(world: World) -> None:
    """A collector gets a book and keeps cash."""
    _go_on(world)
    keeper = User.objects.filter(full_name="Tahsin Er").latest("pk")
    box: MoneyAccount = make_account(keeper=keeper)
    make_gift(account=box, day=DAY)


CASES = {
    "donations:receipt_list": Case(_go_on),
    "donations:unreceipted_list": Case(_go_on),
    "donations:receipt_report": Case(_hand_over),
    "donations:receipt_check": Case(_go_on, _a_code),
    "donations:receipt_detail": Case(_go_on, _a_receipt),
    "donations:book_list": Case(_go_on),
    "donations:book_news": Case(_go_on, lambda world: [*_a_book(world), OUTLINE]),
    "donations:book_detail": Case(_go_on, _a_book),
    "donations:authorization_list": Case(_go_on),
    "donations:authorization_detail": Case(_go_on, _an_authorization),
}
