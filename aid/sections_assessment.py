"""What the room shows of scores on the page of a household."""

from typing import Any

from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from beneficiaries.sight import HOUSEHOLD_PAGE
from kafkasder.core.sections import SECTIONS, Section

from .querysets import VIEW
from .score_shown import score_of


def register() -> None:
    SECTIONS.add(
        Section(
            page=HOUSEHOLD_PAGE,
            key="aid-score",
            order=45,
            verb=VIEW,
            context=_score,
            template="aid/_score.html",
            alike=sees_all,
        )
    )


def _score(viewer: Any, household: Household) -> dict[str, Any]:
    return score_of(viewer, household)
