"""What of case files must be done by a day: consents that end, gathered by month and by who minds their households.

What they allowed must stop with their last day, so they are renewed before. One duty for each of thousands would bury
all others; and a sum names nobody to those who see the calendar and not the household. Documents that end are no duty
of the law: whoever minds the household is reminded of them (`services.case_telling`).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Ready, Source

from .case_lists import SOON
from .models import PersonConsent
from .states import HouseholdStatus, PersonStatus

_LOOKED_BACK = timedelta(days=365)
_VERB = "beneficiaries.view_consents"


def register() -> None:
    SOURCES.add(
        Source(
            key="consent_end",
            label=gettext_lazy("Açık rızaların bitişi"),
            verb=_VERB,
            find=_consents,
            basis=gettext_lazy("6698 sayılı kanun 5, 6"),
            ready=_list,
            order=65,
        )
    )


def _consents(today: date) -> Iterator[Found]:
    """Yield one for each month, up to that of what ends soon, and each person; it is due with the first that ends."""
    rows = _ending(today).annotate(month=TruncMonth("expires_on"), owner=F("person__household__assigned_to"))
    grouped = rows.values("month", "owner").annotate(count=Count("pk"), first=Min("expires_on"))
    for each in grouped.order_by("month", "owner"):
        told = {"count": each["count"], "month": date_format(each["month"], "F Y")}
        yield Found(
            cause=f"{each['month']:%Y-%m} {each['owner'] or '-'}",
            title=_("%(count)d açık rızanın süresi doluyor: %(month)s") % told,
            due_on=each["first"],
            owner_pk=each["owner"],
        )


def _ending(today: date) -> QuerySet[PersonConsent]:
    """Return consents that end and that nothing renews, of people who are still with the association."""
    next_month = (today + SOON).replace(day=28) + timedelta(days=4)
    until = next_month - timedelta(days=next_month.day)
    lasts_longer = Q(expires_on__isnull=True) | Q(expires_on__gt=OuterRef("expires_on"))
    renewal = PersonConsent.objects.filter(
        lasts_longer, person=OuterRef("person"), purpose=OuterRef("purpose"), withdrawn_on__isnull=True
    )
    found: QuerySet[PersonConsent] = PersonConsent.objects.filter(
        ~Exists(renewal),
        withdrawn_on__isnull=True,
        expires_on__range=(today - _LOOKED_BACK, until),
        person__status=PersonStatus.ACTIVE,
    ).exclude(person__household__status=HouseholdStatus.ARCHIVED)
    return found


def _list(cause: str, pk: int | None) -> Iterator[Ready]:
    page = f"{reverse('beneficiaries:consent_list')}?ends=over&ends=soon"
    yield Ready(_("Süresi dolan rızalar"), page, _VERB, icon="list-check")
