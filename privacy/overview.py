"""The numbers of the room, each counted by the list that it opens."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core.dashboard import Tile, TileValue
from kafkasder.core.lists import List, Listing
from kafkasder.core.lists.state import read_state
from kafkasder.core.viewer import may

from .lists import BREACHES, REQUESTS, people_without_notice
from .models import DestructionProposal
from .states import ProposalState
from .subjects import SUBJECTS, Subject


def count(declared: List, viewer: Any, **parameters: str) -> int:
    """Return how many rows a list shows to `viewer` at an address with these parameters."""
    return Listing(declared, viewer, read_state(declared, QueryDict(urlencode(parameters)), path="")).total


def requests_tile(clock: str, label: str | Promise, icon: str, order: int) -> Tile:
    """Return the tile of the requests whose clock stands so."""
    return Tile(
        key=f"privacy.{clock}",
        label=label,
        url=format_lazy("{}?clock={}", reverse_lazy("privacy:request_list"), clock),
        verb="privacy.view_requests",
        compute=lambda viewer: count(REQUESTS, viewer, clock=clock),
        icon=icon,
        order=order,
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


BREACHES_RUNNING = Tile(
    key="privacy.breaches",
    label=_("Kurul'a bildirilecek veri ihlali"),
    url=format_lazy("{}?clock=running", reverse_lazy("privacy:breach_list")),
    verb="privacy.view_breaches",
    compute=lambda viewer: count(BREACHES, viewer, clock="running"),
    icon="alert",
    order=190,
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
        compute=lambda viewer: count(people_without_notice(kind.key), viewer),
        icon="info",
    )
