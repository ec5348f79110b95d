"""What the pages of households and people show of what was given to them."""

from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary, Household
from beneficiaries.querysets import sees_all
from beneficiaries.sight import HOUSEHOLD_CARD, HOUSEHOLD_PAGE, PERSON_PAGE
from kafkasder.core.fields import format_date
from kafkasder.core.sections import SECTIONS, SUMMARY_FACTS, Section, SummaryFact

from .choices import AidKind
from .models import Aid, AidPlan
from .querysets import VIEW
from .states import GIVEN, WAITING, PlanState

MOST_SHOWN = 5
_HOUSEHOLD, _CARD, _PERSON = "aid/_household_aids.html", "aid/_card_aids.html", "aid/_household_aids.html"


def register() -> None:
    for page, template, context in (
        (HOUSEHOLD_PAGE, _HOUSEHOLD, of_household),
        (HOUSEHOLD_CARD, _CARD, of_household),
        (PERSON_PAGE, _PERSON, of_person),
    ):
        SECTIONS.add(
            Section(
                page=page,
                key="aid_given",
                order=40,
                verb=VIEW,
                alike=sees_all,
                context=context,
                template=template,
            )
        )
    SUMMARY_FACTS.add(
        SummaryFact(
            page=HOUSEHOLD_PAGE,
            key="aid_last",
            order=40,
            verb=VIEW,
            alike=sees_all,
            label=_("Son yardım"),
            value=lambda viewer, household: _last(Aid.objects.filter(household=household)),
        )
    )


def of_household(viewer: Any, household: Household) -> dict[str, Any]:
    """Return what was given to a household, by kind and currency, and what is to come."""
    aids = Aid.objects.visible_to(viewer).filter(household=household)
    plans = AidPlan.objects.visible_to(viewer).filter(household=household)
    return _context(viewer, aids, plans, household.pk)


def of_person(viewer: Any, person: Beneficiary) -> dict[str, Any] | None:
    """Return what was given to one person of a household; nothing where that is nothing, as mostly it is."""
    aids = Aid.objects.visible_to(viewer).filter(household=person.household_id, person=person)
    plans = AidPlan.objects.visible_to(viewer).filter(household=person.household_id, person=person)
    return _context(viewer, aids, plans, None)


def _context(viewer: Any, aids: Any, plans: Any, household: int | None) -> dict[str, Any]:
    given = aids.filter(state__in=GIVEN)
    totals = given.order_by().values("kind", "currency").annotate(count=Count("pk"), amount=Sum("amount"))
    return {
        "last_aid": _last(given),
        "aid_totals": [
            {**each, "label": AidKind(each["kind"]).label} for each in totals.order_by("-count", "kind", "currency")
        ],
        "aid_newest": list(aids.order_by("-period", "-pk")[:MOST_SHOWN]),
        "aid_waiting": aids.filter(state__in=WAITING).count(),
        "aid_plans": list(plans.filter(~Q(state=PlanState.ENDED)).order_by("-first_month", "-pk")),
        "aid_plan_for": household if viewer.has_perm("aid.prepare_payments") else None,
    }


def _last(aids: Any) -> str:
    day = aids.filter(state__in=GIVEN).aggregate(last=Max("given_on"))["last"]
    return format_date(day) if day else ""
