"""The board: a column for each stage, with the newest applications of each; `?…` is that of the list."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F
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

    However many stages there are, they are counted and their cards found by two statements, or one, and then fetched.
    """
    wanted = [stage for stage in more if stage in Stage.values]
    steps = Counter(wanted)
    most = {stage: SHOWN * (min(steps[stage], _MOST_STEPS) + 1) for stage in Stage.values}
    totals, keys = (_found if listing.state.text else _newest)(listing, most)
    cards = _cards(keys)
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


def _newest(listing: Listing, most: Mapping[str, int]) -> tuple[dict[str, int], list[int]]:
    """Return how many there are of each stage, and the newest of each from its index: one after the other at once."""
    totals = dict(listing.matching.values_list("stage").annotate(Count("pk")))
    newest = [
        listing.matching.filter(stage=stage).order_by("-applied_on", "-pk").values_list("pk")[: most[stage]]
        for stage in totals
    ]
    return totals, [key for (key,) in newest[0].union(*newest[1:], all=True)] if newest else []


def _found(listing: Listing, most: Mapping[str, int]) -> tuple[dict[str, int], list[int]]:
    """Return the same of what a text finds, which is looked for once and not for each stage."""
    newest = ArrayAgg("pk", order_by=[F("applied_on").desc(), F("pk").desc()])
    stages = listing.matching.order_by().values("stage").annotate(total=Count("pk"), newest=newest)
    totals, found = {}, []
    for stage, total, keys in stages.values_list("stage", "total", F("newest")[: max(most.values())]):
        totals[stage] = total
        found += keys[: most[stage]]
    return totals, found


def _cards(keys: Sequence[int]) -> dict[str, list[AidApplication]]:
    """Return the applications of these keys by their stage, the newest first."""
    found: dict[str, list[AidApplication]] = {}
    rows: Any = prepared(AidApplication.objects.filter(pk__in=keys)).order_by("-applied_on", "-pk")
    for application in rows.only(*APPLICATIONS.fields):
        found.setdefault(application.stage, []).append(application)
    return found
