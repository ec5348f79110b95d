"""The numbers of the room, each counted by the list that it opens."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core.dashboard import Tile, TileValue, list_tile
from kafkasder.core.viewer import may

from .lists import BREACHES, REQUESTS, people_without_notice
from .models import DestructionProposal
from .states import ProposalState
from .subjects import SUBJECTS, Subject


def requests_tile(clock: str, label: str | Promise, icon: str, order: int) -> Tile:
    """Return the tile of the requests whose clock stands so."""
    return list_tile(
        REQUESTS,
        "privacy:request_list",
        f"clock={clock}",
        key=f"privacy.{clock}",
        label=label,
        verb="privacy.view_requests",
        icon=icon,
        order=order,
        urgent=clock == "late",
    )


OPEN = requests_tile("open", _("Açık KVKK başvurusu"), "mail", 200)
LATE = requests_tile("late", _("Geciken KVKK başvurusu"), "alert", 210)
SOON = requests_tile("soon", _("Süresi 7 gün içinde dolan başvuru"), "clock", 205)
WAITING = Tile(
    key="privacy.destruction",
    label=_("Onay bekleyen imha önerisi"),
    url=reverse_lazy("privacy:retention"),
    verb="privacy.view_retention",
    compute=lambda viewer: DestructionProposal.objects.filter(state=ProposalState.OPEN).count(),
    icon="trash",
    order=220,
)


BREACHES_RUNNING = list_tile(
    BREACHES,
    "privacy:breach_list",
    "clock=running",
    key="privacy.breaches",
    label=_("Kurul'a bildirilecek veri ihlali"),
    verb="privacy.view_breaches",
    icon="alert",
    order=190,
    urgent=True,
)


def tiles_for(viewer: Any) -> Iterator[TileValue]:
    """Yield the numbers that `viewer` may see."""
    tiles = [
        BREACHES_RUNNING,
        OPEN,
        SOON,
        LATE,
        WAITING,
        *(_uninformed_tile(kind) for kind in SUBJECTS.for_viewer(viewer)),
    ]
    for tile in tiles:
        if may(viewer, tile.verb):
            yield TileValue(tile, tile.compute(viewer))


def _uninformed_tile(kind: Subject) -> Tile:
    return Tile(
        key=f"privacy.uninformed.{kind.key}",
        label=format_lazy(_("Aydınlatılmamış: {people}"), people=kind.plural),
        url=reverse("privacy:uninformed_list", args=[kind.key]),
        verb="privacy.view_notices",
        compute=people_without_notice(kind.key).count,
        icon="info",
    )
