"""Applications on the pages of households and people: a section, a fact of the summary, entries of the timeline."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary, Household
from beneficiaries.querysets import sees_all
from beneficiaries.sight import HOUSEHOLD_PAGE, PERSON_PAGE
from beneficiaries.states import HouseholdStatus
from kafkasder.core.sections import SECTIONS, SUMMARY_FACTS, TIMELINE_SOURCES, Section, SummaryFact, TimelineSource
from kafkasder.core.timeline import Entry

from .models import AidApplication, StageStep
from .policy import RECORD
from .querysets import VIEW
from .services.applications import NOT_HELPED
from .states import GRANTED, OPEN

KEY = "aid_applications"
NEWEST = 5


def register() -> None:
    for page in (HOUSEHOLD_PAGE, PERSON_PAGE):
        SECTIONS.add(
            Section(
                page=page,
                key=KEY,
                order=40,
                verb=VIEW,
                alike=sees_all,
                context=applications_of,
                template="aid/_application_section.html",
            )
        )
        TIMELINE_SOURCES.add(
            TimelineSource(
                page=page, key=KEY, verb=VIEW, alike=sees_all, label=_("Yardım başvurusu"), entries=steps_of, order=40
            )
        )
    SUMMARY_FACTS.add(
        SummaryFact(
            page=HOUSEHOLD_PAGE, key=KEY, verb=VIEW, alike=sees_all, label=_("Açık başvuru"), value=_open, order=40
        )
    )


def _seen(viewer: Any, row: Household | Beneficiary) -> Any:
    rows = AidApplication.objects.visible_to(viewer)
    return rows.filter(person=row) if isinstance(row, Beneficiary) else rows.filter(household=row)


def applications_of(viewer: Any, row: Household | Beneficiary) -> dict[str, Any]:
    """Return the newest applications of a household or person, how many there are, and where a new one is recorded."""
    seen = _seen(viewer, row)
    household = row.household if isinstance(row, Beneficiary) else row
    return {
        "newest": list(seen.prefetch_related("asked").order_by("-applied_on", "-pk")[:NEWEST]),
        "counts": seen.order_by().aggregate(
            whole=Count("pk"),
            open=Count("pk", filter=Q(stage__in=OPEN)),
            granted=Count("pk", filter=Q(stage__in=GRANTED)),
        ),
        "all_url": f"{reverse('aid:application_list')}?q={household.file_number}",
        "new_url": _new_url(viewer, household),
    }


def _new_url(viewer: Any, household: Household) -> str:
    may = viewer.has_perm(RECORD) and HouseholdStatus(household.status) not in NOT_HELPED
    return f"{reverse('aid:application_create')}?hane={household.pk}" if may else ""


def _open(viewer: Any, household: Household) -> int | None:
    return _seen(viewer, household).open().count() or None


def steps_of(viewer: Any, row: Household | Beneficiary, most: int) -> Iterator[Entry]:
    """Tell the newest steps of the applications; a reason is told on the application's page alone."""
    steps = StageStep.objects.filter(application__in=_seen(viewer, row).values("pk"))
    for step in steps.select_related("application", "by").order_by("-at", "-pk")[:most]:
        yield Entry(
            at=step.at,
            title=f"{step.application.number}: {step.get_target_display()}",
            actor=str(step.by),
            icon="aid",
            tone="info",
            url=step.application.get_absolute_url(),
        )
