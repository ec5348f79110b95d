"""The room's numbers on the dashboard, each counted by the very list that it opens, and charts of SQL's aggregates."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import District
from beneficiaries.querysets import sees_all
from kafkasder.core import dashboard
from kafkasder.core.dashboard import Breakdown, Chart, Part, Tile
from kafkasder.core.days import today
from kafkasder.core.reports import Column, Kind, Row, Table, months_until

from .choices import AidKind
from .lists.applications import APPLICATIONS
from .models import AidApplication, AskedAid
from .policy import REVIEW, VOTE
from .querysets import VIEW
from .states import GRANTED, Stage

_LIST = "aid:application_list"
_WAITING = "stage=submitted&stage=in_review"
_MOST = 8


def register() -> None:
    dashboard.register(
        _tile("review", gettext_lazy("İnceleme bekleyen başvuru"), "clock", 100, _WAITING, REVIEW),
        _tile("late", gettext_lazy("Geciken başvuru"), "alert", 101, "late=late", REVIEW),
        _tile("committee", gettext_lazy("Komisyondaki başvuru"), "users", 102, "stage=committee", VOTE),
        dashboard.count_tile(
            rows=lambda viewer: APPLICATIONS.matching(viewer, f"assigned={viewer.pk}&open=open"),
            key="aid.mine",
            label=gettext_lazy("Sorumlusu olduğum başvuru"),
            url=format_lazy("{}?assigned=me&open=open", reverse_lazy(_LIST)),
            verb=REVIEW,
            icon="aid",
            order=103,
            same_for_equal_rights=_for_each,
        ),
        Breakdown(
            key="aid.stages",
            label=gettext_lazy("Aşamalarına göre başvurular"),
            verb=VIEW,
            compute=_by_stage,
            icon="aid",
            order=100,
            same_for_equal_rights=sees_all,
        ),
        Breakdown(
            key="aid.districts",
            label=gettext_lazy("Açık başvurusu en çok olan ilçeler"),
            verb=VIEW,
            compute=_by_district,
            icon="map-pin",
            order=102,
            same_for_equal_rights=sees_all,
        ),
        _chart("months", gettext_lazy("Son 12 ayın başvuruları"), "chart", 130, _by_month),
        _chart("kinds", gettext_lazy("Son 12 ayda istenen yardımlar"), "heart", 131, _by_kind),
    )


def _for_each(viewer: Any) -> bool:
    return False  # whoever looks is who it is about


def _tile(key: str, label: Any, icon: str, order: int, query: str, verb: str) -> Tile:
    return dashboard.list_tile(
        APPLICATIONS,
        _LIST,
        query,
        key=f"aid.{key}",
        label=label,
        verb=verb,
        icon=icon,
        order=order,
        same_for_equal_rights=sees_all,
        urgent=True,
    )


def _chart(key: str, label: Any, icon: str, order: int, compute: Callable[[Any], Table]) -> Chart:
    return Chart(
        key=f"aid.{key}",
        label=label,
        url=reverse_lazy(_LIST),
        verb=VIEW,
        compute=compute,
        icon=icon,
        order=order,
        same_for_equal_rights=sees_all,
    )


def _seen(viewer: Any) -> Any:
    return AidApplication.objects.visible_to(viewer).order_by()


def _by_stage(viewer: Any) -> Iterator[Part]:
    counts = dict(_seen(viewer).values_list("stage").annotate(count=Count("*")))
    for stage in Stage:
        if stage in counts:
            yield Part(stage.label, counts[stage], f"{reverse(_LIST)}?stage={stage}")


def _by_district(viewer: Any) -> Iterator[Part]:
    rows = _seen(viewer).open().filter(household__district__isnull=False)
    places = rows.values_list("household__district", "household__province").annotate(count=Count("*"))
    most = list(places.order_by("-count", "household__district")[:_MOST])
    names = District.objects.in_bulk(district for district, _province, _count in most)  # not with each of all rows
    for district, province, count in most:
        url = f"{reverse(_LIST)}?open=open&province={province}&district={district}"
        yield Part(names[district].name, count, url)


def _by_month(viewer: Any) -> Table:
    months = months_until(today())
    rows = _seen(viewer).filter(applied_on__gte=months[0])
    granted_ones = Count("stage", filter=Q(stage__in=GRANTED))
    days = rows.values_list("applied_on").annotate(whole=Count("*"), granted=granted_ones)
    whole, granted = Counter[date](), Counter[date]()
    for day, of_day, granted_of_day in days:  # SQL would take as long again to find the month of each row
        whole[day.replace(day=1)] += of_day
        granted[day.replace(day=1)] += granted_of_day
    lines = [Row([date_format(month, "F Y"), whole[month], granted[month]]) for month in months] if whole else []
    columns = [
        Column(_("Ay")),
        Column(_("Başvuru"), Kind.COUNT, drawn=True),
        Column(_("Bunlardan onaylanan"), Kind.COUNT, drawn=True),
    ]
    return Table(key="aid-months", title=_("Son 12 ay"), columns=columns, rows=lines, chart="line")


def _by_kind(viewer: Any) -> Table:
    first = months_until(today())[0]
    asked = AskedAid.objects.filter(application__in=_seen(viewer).filter(applied_on__gte=first).values("pk"))
    granted = Count("pk", filter=Q(granted_times__isnull=False))
    counted = asked.order_by().values_list("kind").annotate(whole=Count("pk"), granted=granted)
    lines = [
        Row([AidKind(kind).label, whole, given], url=_kind_url(kind, first))
        for kind, whole, given in counted.order_by("-whole", "kind")[:_MOST]
    ]
    columns = [
        Column(_("Yardım")),
        Column(_("İstenen"), Kind.COUNT, drawn=True),
        Column(_("Onaylanan"), Kind.COUNT, drawn=True),
    ]
    return Table(key="aid-kinds", title=_("Yardım türleri"), columns=columns, rows=lines, chart="bars")


def _kind_url(kind: str, first: date) -> str:
    return f"{reverse(_LIST)}?kind={kind}&date_from={first:%d.%m.%Y}"
