"""What changes the live pages of reports."""

from datetime import timedelta
from decimal import Decimal

from donations import services
from donations.models import Donation
from kafkasder.core.days import today

from ..factories import make_user
from ..live.cases import Case, World
from .report_rows import a_fund, a_gift, an_expense


def _some_gifts(world: World) -> list[object]:
    a_gift(1000, today())
    a_gift(300, today() - timedelta(days=40))
    return []


def give(world: World | None = None) -> None:
    """Gifts come, one goes back in part, another was a mistake, and rent is paid."""
    board = make_user("board")
    first, second = Donation.objects.order_by("pk")
    a_gift(75, today(), by=board, fund=a_fund("egitim"))
    a_gift(20, today(), by=board, taken_in=False)
    services.refund(donation=first, amount=Decimal(10), day=today(), reason="İstedi", by=board)
    services.change_donation_state(donation=second, target="cancelled", by=board, reason="Yanlış")
    an_expense(40, today(), by=board)


CASES = {
    "donations:gift_report": Case(give, _some_gifts),
    "donations:ledger_report": Case(give, _some_gifts),
}
