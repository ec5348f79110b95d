"""What the room shows of visits and scores on the pages of households and applications."""

from typing import Any

from django.urls import reverse

from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from beneficiaries.sight import HOUSEHOLD_PAGE
from kafkasder.core.sections import SECTIONS, Section

from . import policy
from .models import AidApplication, HomeVisit
from .querysets import VIEW
from .score_shown import score_of
from .services.applications import NOT_HELPED

APPLICATION_PAGE = "application"
NEWEST = 5


def register() -> None:
    for page, order in ((HOUSEHOLD_PAGE, 45), (APPLICATION_PAGE, 20)):
        for key, context, template in (
            ("aid-visits", visits_of, "aid/_visits.html"),
            ("aid-score", _score, "aid/_score.html"),
        ):
            SECTIONS.add(
                Section(page=page, key=key, order=order, verb=VIEW, context=context, template=template, alike=sees_all)
            )


def visits_of(viewer: Any, row: Household | AidApplication) -> dict[str, Any] | None:
    """Return the newest visits of a household or for an application, and where one is planned."""
    household = _household(row)
    if household is None:
        return None
    visits = HomeVisit.objects.visible_to(viewer).filter(household=household)
    if isinstance(row, AidApplication):
        visits = visits.filter(application=row)
    may_plan = policy.can_visit(viewer).allowed and household.status not in NOT_HELPED
    name = "visit_plan_application" if isinstance(row, AidApplication) else "visit_plan"
    return {
        "visits": list(visits.select_related("visitor").order_by("-planned_for", "-pk")[:NEWEST]),
        "plan_url": reverse(f"aid:{name}", args=[row.pk]) if may_plan else "",
        "all_url": f"{reverse('aid:visit_list')}?q={household.file_number}",
    }


def _score(viewer: Any, row: Household | AidApplication) -> dict[str, Any] | None:
    household = _household(row)
    if household is None:
        return None
    return score_of(viewer, household, row if isinstance(row, AidApplication) else None)


def _household(row: Household | AidApplication) -> Household | None:
    return row.household if isinstance(row, AidApplication) else row
