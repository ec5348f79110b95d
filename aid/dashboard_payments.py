"""Plans, payments and lists on the dashboard."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.querysets import sees_all
from kafkasder.core import dashboard
from kafkasder.core.days import today
from kafkasder.core.fields import format_date

from .choices import AidKind
from .lists.payments import DESK, LISTS_LIST
from .models import Aid
from .querysets import VIEW


def register() -> None:
    dashboard.register(
        dashboard.list_tile(
            DESK,
            "aid:desk",
            key="aid.at_the_desk",
            label=_("Veznede bekleyen"),
            verb="aid.give_aid",
            icon="wallet",
            order=104,
            same_for_equal_rights=sees_all,
        ),
        dashboard.list_tile(
            LISTS_LIST,
            "aid:list_list",
            "state=locked",
            key="aid.lists_waiting",
            label=_("Onay bekleyen ödeme listesi"),
            verb="aid.release_payments",
            icon="list-check",
            order=105,
        ),
        dashboard.Breakdown(
            key="aid.given_this_month",
            label=_("Bu ay verilen yardımlar"),
            verb=VIEW,
            compute=_given_this_month,
            icon="aid",
            order=106,
            same_for_equal_rights=sees_all,
        ),
    )


def _given_this_month(viewer: Any) -> Iterator[dashboard.Part]:
    first = today().replace(day=1)
    rows = Aid.objects.visible_to(viewer).given().filter(given_on__gte=first)
    counts = rows.order_by().values_list("kind").annotate(count=Count("pk")).order_by("-count", "kind")
    begins = f"state=sent&state=paid&state=delivered&given_from={format_date(first)}"
    url = reverse_lazy("aid:aid_list")
    for kind, count in counts:
        yield dashboard.Part(AidKind(kind).label, count, f"{url}?{begins}&kind={kind}")
