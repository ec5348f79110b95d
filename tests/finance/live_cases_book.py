"""What changes the live pages of transfers, counts, months, the book and the proofs."""

from datetime import date

from finance import services
from finance.models import CashCount, MoneyCheck, Transfer

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .book_rows import account, booked, four_eyes_over, fund, transfer, waiting


def _a_transfer(world: World) -> list[object]:
    four_eyes_over(5)
    box = account()
    booked(100, box)
    return [services.record_transfer(transfer=transfer(10, box, account()), by=make_user("board")).pk]


def _a_count(world: World) -> list[object]:
    return [services.count_cash(count=CashCount(account=account(), counted=0), by=make_user("board")).pk]


def _go_on(world: World) -> None:
    """What waits is approved and taken back, a box is counted, a year's months are locked, and the proofs fail."""
    board = make_user("board")
    for moved in Transfer.objects.waiting().order_by("pk"):
        services.decide_transfer(transfer=moved, target="approved", by=board)
        services.undo_transfer(transfer=moved, reason="Yanlış", by=make_user("board"))
    for count in CashCount.objects.order_by("pk"):
        CashCount.objects.filter(pk=count.pk).update(witness="Ayşe Kaya")
    box = account()
    booked(40, box)
    services.record_transfer(transfer=transfer(1, box, account()), by=board)
    services.count_cash(count=CashCount(account=box, counted=39), by=board)
    waiting(10, box, day=date(2026, 1, 2))
    booked(15, box, fund(), day=date(2025, 3, 4))
    services.lock_month(month=date(2025, 3, 1), by=board)
    MoneyCheck.objects.create(
        ok=False, findings=[{"check": "x", "model": "", "pk": None} | _FOUND], checks=1, seconds=1
    )


def _change(world: World) -> None:
    Transfer.objects.waiting().update(description="Başka bir iş", amount=20)


_FOUND = {"where": "TRY", "expected": "1", "found": "2"}

CASES = {
    "finance:transfer_list": Case(_go_on),
    "finance:transfer_detail": Case(_go_on, _a_transfer),
    "finance:transfer_news": Case(_change, lambda world: [*_a_transfer(world), OUTLINE]),
    "finance:count_list": Case(_go_on),
    "finance:count_detail": Case(_go_on, _a_count),
    "finance:period_list": Case(_go_on),
    "finance:book": Case(_go_on),
    "finance:year_table": Case(_go_on),
    "finance:money_check": Case(_go_on),
    "finance:money_check_banner": Case(_go_on),
}
