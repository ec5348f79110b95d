"""The registry's numbers on the dashboard, each counted by the very list that it opens."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard
from kafkasder.core.dashboard import Breakdown, Part, Tile
from kafkasder.core.lists import List

from .lists import HOUSEHOLDS, PEOPLE
from .models import Household, Province
from .querysets import sees_all
from .states import HouseholdStatus

_HOUSEHOLD_LIST = "beneficiaries:household_list"
_PERSON_LIST = "beneficiaries:person_list"
_ALL_HOUSEHOLDS = "beneficiaries.view_all_households"
_LARGEST_PROVINCES = 7
_URGENT = ("pending", "emergency", "unassigned")


def register() -> None:
    dashboard.register(
        _tile("active", _("Aktif hane"), "house", 10, HOUSEHOLDS, "status=active"),
        _tile("people", _("Aktif kişi"), "users", 20, PEOPLE, "status=active"),
        _tile("pending", _("Onay bekleyen hane"), "clock", 30, HOUSEHOLDS, "status=pending"),
        _tile("emergency", _("Acil durumdaki hane"), "bolt", 40, HOUSEHOLDS, "emergency=1"),
        _tile("unassigned", _("Sorumlusu olmayan hane"), "user-off", 50, HOUSEHOLDS, "assigned=none", _ALL_HOUSEHOLDS),
        _tile("orphans", _("Yetim ya da öksüz"), "child", 60, PEOPLE, "orphan=any"),
        _breakdown("states", _("Durumlarına göre haneler"), "flag", 10, _by_state),
        _breakdown("provinces", _("En çok hanenin olduğu iller"), "map-pin", 20, _by_province),
    )


def _tile(key: str, label: Any, icon: str, order: int, declared: List, query: str, verb: str = "") -> Tile:
    is_of_people = declared is PEOPLE
    return dashboard.list_tile(
        declared,
        _PERSON_LIST if is_of_people else _HOUSEHOLD_LIST,
        query,
        key=f"beneficiaries.{key}",
        label=label,
        verb=verb or ("beneficiaries.view_beneficiary" if is_of_people else "beneficiaries.view_household"),
        icon=icon,
        order=order,
        same_for_equal_rights=sees_all,
        urgent=key in _URGENT,
    )


def _breakdown(key: str, label: Any, icon: str, order: int, compute: Callable[[Any], Iterator[Part]]) -> Breakdown:
    return Breakdown(
        key=f"beneficiaries.{key}",
        label=label,
        verb="beneficiaries.view_household",
        compute=compute,
        icon=icon,
        order=order,
        same_for_equal_rights=sees_all,
    )


def _by_state(viewer: Any) -> Iterator[Part]:
    rows = Household.objects.visible_to(viewer).order_by().values_list("status")
    counts = dict(rows.annotate(count=Count("*")))
    for status in HouseholdStatus:
        if status in counts:
            yield Part(status.label, counts[status], f"{reverse(_HOUSEHOLD_LIST)}?status={status}")


def _by_province(viewer: Any) -> Iterator[Part]:
    rows = Household.objects.visible_to(viewer).open().filter(province__isnull=False).order_by()
    counted = rows.values_list("province").annotate(count=Count("*")).order_by("-count", "province")
    largest = dict(counted[:_LARGEST_PROVINCES])
    names = Province.objects.in_bulk(largest)  # not with each of all rows
    for province, count in largest.items():
        yield Part(names[province].name, count, f"{reverse(_HOUSEHOLD_LIST)}?province={province}")
