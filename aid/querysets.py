"""Reading the room's rows: who sees them, and how they are found."""

from typing import Any, Self

from django.db.models import Count, F, Q, QuerySet

from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from beneficiaries.states import HouseholdStatus, PersonStatus
from finance.choices import PaymentMethod
from kafkasder.core.days import today
from kafkasder.core.finding import found_by_any
from kafkasder.core.sight import SightQuerySet
from kafkasder.core.sql import prefix_query

from .choices import AidKind
from .states import CLOSED, GIVEN, NOT_GIVEN, WAITING, ListState, PlanState

VIEW, VIEW_PAYMENTS = "aid.view_aid", "aid.view_payments"
NOT_PAID = (HouseholdStatus.SUSPENDED, HouseholdStatus.PASSIVE, HouseholdStatus.MOVED, HouseholdStatus.ARCHIVED)
"""The states of a household that nothing goes out to, whatever was planned for it."""
GONE = (PersonStatus.DECEASED, PersonStatus.MOVED, PersonStatus.ARCHIVED)
_STAYS = Q(person=None) | (
    Q(person__household=F("household")) & (Q(kind=AidKind.FUNERAL) | ~Q(person__status__in=GONE))
)


class OfHouseholdsQuerySet(SightQuerySet):
    """Rows of the households that somebody sees; those of no household are for whoever sees all."""

    verb = VIEW

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm(self.verb) or not viewer.has_perm("beneficiaries.view_household"):
            return self.none()
        seen = self if sees_all(viewer) else self.filter(household__assigned_to=viewer)
        return seen.finding_by_parts(viewer.has_perm("beneficiaries.reveal_identity"))

    def _of_found_households(self, text: str) -> Self:
        households = Household.objects.finding_by_parts(self.parts_find).search(text)
        return self.filter(household__in=households.order_by().values("pk"))


class ApplicationQuerySet(OfHouseholdsQuerySet):
    """Aid applications."""

    def open(self) -> Self:
        return self.exclude(stage__in=CLOSED)

    def search(self, text: str) -> Self:
        """Applications by number or words of name and description, or of a household that `text` finds."""
        text = text.strip()
        if not text:
            return self
        branches: list[QuerySet[Any]] = [self._of_found_households(text)]
        if text.isascii() and any(sign.isdigit() for sign in text):
            branches.append(self.filter(number__startswith=text.upper()))
        words = prefix_query(text)
        return found_by_any(self, branches, Q(words=words) if words else None)


class OfApplicationsQuerySet(QuerySet[Any]):
    """Rows that belong to an application."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm(VIEW) or not viewer.has_perm("beneficiaries.view_household"):
            return self.none()
        return self if sees_all(viewer) else self.filter(application__household__assigned_to=viewer)


class VisitQuerySet(OfHouseholdsQuerySet):
    """Home visits; whoever is to make one sees it."""

    def visible_to(self, viewer: Any) -> Self:
        if not viewer.has_perm(VIEW) or not viewer.has_perm("beneficiaries.view_household"):
            return self.none()
        mine = Q(household__assigned_to=viewer) | Q(visitor=viewer)
        seen = self if sees_all(viewer) else self.filter(mine)
        return seen.finding_by_parts(viewer.has_perm("beneficiaries.reveal_identity"))

    def search(self, text: str) -> Self:
        """Visits of the households that `text` finds."""
        return self._of_found_households(text) if text.strip() else self


class PlanQuerySet(OfHouseholdsQuerySet):
    """Plans of aid."""

    def running(self) -> Self:
        return self.filter(state=PlanState.ACTIVE)

    def going_out(self) -> Self:
        """Those of households that are helped, and of people who live there still."""
        return self.filter(_STAYS).exclude(household__status__in=NOT_PAID)

    def with_progress(self) -> Self:
        """Annotate `given_times`: in how many of its months a plan gave something."""
        given = Count("aids__period", filter=Q(aids__state__in=GIVEN), distinct=True)
        return self.annotate(given_times=given)

    def search(self, text: str) -> Self:
        """Those of the households that `text` finds."""
        return self._of_found_households(text) if text.strip() else self


class AidQuerySet(OfHouseholdsQuerySet):
    """Payments and deliveries."""

    def given(self) -> Self:
        return self.filter(state__in=GIVEN)

    def counting(self) -> Self:
        """Those that stand in the way of a second one for the same purpose and month."""
        return self.exclude(state__in=NOT_GIVEN)

    def in_the_way_of(self, aid: Any) -> Self:
        """Those that count and are for the same purpose and month, of the household or of the person who moved."""
        same = Q(household_id=aid.household_id, person_id=aid.person_id)
        if aid.person_id:
            same |= Q(person_id=aid.person_id)
        return self.counting().filter(same, kind=aid.kind, period=aid.period)

    def going_out(self) -> Self:
        """Those of no paused plan, of households that are helped, and of people who live there still."""
        running = Q(plan=None) | ~Q(plan__state=PlanState.PAUSED)
        return self.filter(running, _STAYS).exclude(household__status__in=NOT_PAID)

    def held_back(self) -> Self:
        """Those that wait and do not go out as things are."""
        return self.filter(state__in=WAITING).exclude(pk__in=self.going_out().order_by().values("pk"))

    def at_the_desk(self) -> Self:
        """Cash that may be handed over now: due, going out, and of no list whose money has not gone out."""
        return self.going_out().filter(
            Q(payment_list=None) | Q(payment_list__state=ListState.RELEASED),
            state__in=WAITING,
            method=PaymentMethod.CASH,
            period__lte=today(),
        )

    def search(self, text: str) -> Self:
        """Those of the households that `text` finds."""
        return self._of_found_households(text) if text.strip() else self


class PaymentListQuerySet(QuerySet[Any]):
    """Payment lists: they name many households, so they are for those alone who see all of these."""

    def visible_to(self, viewer: Any) -> Self:
        may = viewer.has_perm(VIEW_PAYMENTS) and viewer.has_perm("beneficiaries.view_household") and sees_all(viewer)
        return self if may else self.none()

    def search(self, text: str) -> Self:
        query = prefix_query(text) if text.strip() else None
        if query is None:
            return self if not text.strip() else self.none()
        return self.filter(words=query)


class WithVerbQuerySet(QuerySet[Any]):
    """Rows that all see who may see aid."""

    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm(VIEW) else self.none()
