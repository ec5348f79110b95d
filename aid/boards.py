"""The board: a column for each stage, with the newest applications of each; `?…` is that of the list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Listing

from .lists.applications import APPLICATIONS, OTHER_FILTERS, prepared
from .models import AidApplication
from .states import CLOSED, STAGES, Stage

SHOWN = 12  # cards of a column, and as many again for each "more"
_MOST_STEPS = 20

BOARD = replace(
    APPLICATIONS, key="basvuru-panosu", label=_("Başvuru panosu"), filters=OTHER_FILTERS, export_url="", bulk=()
)


@dataclass(frozen=True)
class BoardColumn:
    """The cards of one stage as one viewer sees them; `targets` are the stages to which they may go from here."""

    stage: Stage
    cards: Sequence[AidApplication]
    total: int
    more_url: str
    targets: str

    @property
    def left(self) -> int:
        """How many more there are."""
        return self.total - len(self.cards)

    @property
    def is_closed(self) -> bool:
        return self.stage in CLOSED


def columns_of(listing: Listing, more: Iterable[str]) -> list[BoardColumn]:
    """Return the columns of what a listing asks for; `more` names a stage once for each step beyond the first cards.

    However many stages there are, the cards of all of them are found by one statement and fetched by another.
    """
    wanted = [stage for stage in more if stage in Stage.values]
    steps = Counter(wanted)
    totals = dict(listing.matching.values_list("stage").annotate(Count("pk")))
    cards = _cards_of(listing, {stage: SHOWN * (min(steps[stage], _MOST_STEPS) + 1) for stage in totals})
    return [
        BoardColumn(
            stage,
            cards.get(stage, []),
            totals.get(stage, 0),
            listing.state.url(more=[*wanted, stage]),
            " ".join(each.target for each in STAGES.from_state(stage)),
        )
        for stage in Stage
    ]


def _cards_of(listing: Listing, most: Mapping[str, int]) -> dict[str, list[AidApplication]]:
    """Return the newest applications of each stage, as many as `most` says."""
    found: dict[str, list[AidApplication]] = {}
    if not most:
        return found
    keys = _keys_of_found(listing, most) if listing.state.text else _keys_of_all(listing, most)
    rows: Any = prepared(AidApplication.objects.filter(pk__in=keys)).order_by("-applied_on", "-pk")
    for application in rows.only(*APPLICATIONS.fields):
        found.setdefault(application.stage, []).append(application)
    return found


def _keys_of_all(listing: Listing, most: Mapping[str, int]) -> list[int]:
    """Return the newest of each stage from its index, one stage after the other in one statement."""
    newest = [
        listing.matching.filter(stage=stage).order_by("-applied_on", "-pk").values_list("pk")[:count]
        for stage, count in most.items()
    ]
    return [key for (key,) in newest[0].union(*newest[1:], all=True)]


def _keys_of_found(listing: Listing, most: Mapping[str, int]) -> list[int]:
    """Return the same of what a text finds, which is looked for once and not for each stage."""
    place = Window(RowNumber(), partition_by="stage", order_by=[F("applied_on").desc(), F("pk").desc()])
    rows = listing.matching.order_by().annotate(place=place).filter(place__lte=max(most.values()))
    return [key for key, stage, at in rows.values_list("pk", "stage", "place") if at <= most.get(stage, 0)]
