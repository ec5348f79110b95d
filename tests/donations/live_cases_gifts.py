"""What changes the live pages of donations and cheques."""

from decimal import Decimal

from donations import services
from donations.models import Donation
from finance.models import Fund, MoneyAccount

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .gift_rows import make_gift, taken_in


def _a_gift(world: World) -> list[object]:
    return [make_gift("bank").pk]


def _go_on(world: World) -> None:
    """Donations come in, and those that wait change in all that their pages show."""
    for donation in Donation.objects.filter(state="pending").order_by("pk"):
        Donation.objects.filter(pk=donation.pk).update(purpose="Kömür", notes="Arandı")
        if donation.method == "cheque":
            services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
        else:
            services.take_in(donation=donation, by=make_user("staff"))
            services.refund(
                donation=donation, amount=Decimal(10), day=donation.day, reason="Fazla", by=make_user("board")
            )
    taken_in("cash")
    make_gift("cheque")
    Fund.objects.update(name="Yeni fon")
    MoneyAccount.objects.filter(kind="bank").update(name="Yeni banka")


CASES = {
    "donations:donation_list": Case(_go_on),
    "donations:donation_detail": Case(_go_on, _a_gift),
    "donations:donation_news": Case(_go_on, lambda world: [*_a_gift(world), OUTLINE]),
    "donations:cheque_list": Case(_go_on),
}
