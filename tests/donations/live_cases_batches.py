"""What changes the live pages of batch entry and settlements."""

from donations import services
from donations.models import Batch, Settlement

from ..factories import make_user
from ..live.cases import Case, World
from .rows import make_donor
from .rows_batches import make_account, make_batch, make_gift, make_settlement, type_in


def _a_settlement(world: World) -> list[object]:
    return [make_settlement().pk]


def _a_batch(world: World) -> list[object]:
    return [make_batch().pk]


def _go_on(world: World) -> None:
    """Gifts come in by card and are settled, what was settled is taken back, and piles are typed in and closed."""
    for settlement in Settlement.objects.order_by("pk"):
        services.undo_settlement(settlement=settlement, reason="Yanlış", by=settlement.created_by)
    make_gift(account=make_account("online"), by=make_user("accounting"))
    make_settlement()
    for batch in Batch.objects.order_by("pk"):
        type_in(batch, 50, donor=make_donor())
        services.close_batch(batch=batch, reason="Eksik", by=batch.created_by)
    make_batch(name="Başka zarflar")
    make_gift(tribute_kind="on_behalf", tribute_name="Şükrü Öğüt")


CASES = {
    "donations:settlement_list": Case(_go_on),
    "donations:unsettled_list": Case(_go_on),
    "donations:clearing_ages": Case(_go_on),
    "donations:settlement_detail": Case(_go_on, _a_settlement),
    "donations:tribute_list": Case(_go_on),
    "donations:batch_list": Case(_go_on),
    "donations:batch_detail": Case(_go_on, _a_batch),
}
