"""The panel's addresses, and the measuring points: some that save, and one that tells what the hub has done so far."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from beneficiaries import services
from beneficiaries.models import Beneficiary, FileNumberSeries, Household
from kafkasder.errors import bad_request, page_not_found, permission_denied, server_error
from kafkasder.live.changes import Noticer
from kafkasder.live.hub import hubs
from messaging.models import Thread
from messaging.services import send

handler400, handler403, handler404, handler500 = bad_request, permission_denied, page_not_found, server_error
PRIORITIES = ("low", "high")
REST = 0.002  # seconds between two looks at whether the hub rests
ACKNOWLEDGED = 0.1  # seconds in which a thousand tabs have said that they got it


@csrf_exempt
@login_not_required
@require_POST
def save(request: HttpRequest) -> JsonResponse:
    """Save a household or a person as a view does, and answer with the moment just before the commit."""
    asked = request.POST
    with transaction.atomic():
        _save(asked["kind"], asked["pk"], {asked["field"]: asked["value"]}, User.objects.get(pk=asked["by"]))
        began = time.monotonic()  # the same clock in every process of this machine
    return JsonResponse({"began": began})


def _save(kind: str, pk: Any, values: dict[str, str], by: User) -> None:
    if kind == "household":
        household = Household.objects.get(pk=pk)
        vars(household).update(values)
        services.save_household(household=household, by=by)
    else:
        person = Beneficiary.objects.get(pk=pk)
        vars(person).update(values)
        services.save_person(person=person, by=by)


@csrf_exempt
@login_not_required
@require_POST
def say(request: HttpRequest) -> JsonResponse:
    """Send a message as the view does, and answer with the moment just before the commit."""
    asked = request.POST
    thread, by = Thread.objects.get(pk=asked["thread"]), User.objects.get(pk=asked["by"])
    with transaction.atomic():
        send(thread=thread, text=asked["text"], key=uuid4(), by=by)
        began = time.monotonic()
    return JsonResponse({"began": began})


@csrf_exempt
@login_not_required
@require_POST
def touch_unread(request: HttpRequest) -> HttpResponse:
    """Write into a table that no list reads."""
    FileNumberSeries.objects.update(last_number=FileNumberSeries.objects.get().last_number + 1)
    return JsonResponse({})


@csrf_exempt
@login_not_required
@require_POST
def burst(request: HttpRequest) -> JsonResponse:
    """Save rows of the page one after the other, each in a transaction of its own, as fast as it goes."""
    rows, count, by = (
        request.POST["rows"].split(","),
        int(request.POST["count"]),
        User.objects.get(pk=request.POST["by"]),
    )
    with _noticed(on="live" in request.POST):
        began = time.monotonic()
        for number in range(count):
            values = {"priority": PRIORITIES[number // len(rows) % 2]}
            _save("household", rows[number % len(rows)], values, by)
        return JsonResponse({"began": began, "seconds": time.monotonic() - began})


@csrf_exempt
@login_not_required
@require_POST
def pairs(request: HttpRequest) -> JsonResponse:
    """Save a row with and without the live layer in turn; each save waits until the hub rests from the one before."""
    rows, count, by = _asked(request)
    priorities = cycle(PRIORITIES)
    differences = []
    for number in range(count):
        times = {}
        for on in (True, False) if number % 2 else (False, True):
            _await_rest("watched" in request.POST)
            times[on] = _timed(rows[0], next(priorities), by, on=on)
        differences.append(times[True] - times[False])
    return JsonResponse({"differences": differences})


def _asked(request: HttpRequest) -> tuple[list[str], int, User]:
    asked = request.POST
    return asked["rows"].split(","), int(asked["count"]), User.objects.get(pk=asked["by"])


def _timed(row: str, priority: str, by: User, *, on: bool) -> float:
    with _noticed(on=on):
        began = time.perf_counter()
        _save("household", row, {"priority": priority}, by)
        return time.perf_counter() - began


def _await_rest(watched: bool) -> None:
    while any(hub.is_busy for hub in hubs()):
        time.sleep(REST)
    if watched:
        time.sleep(ACKNOWLEDGED)


@contextmanager
def _noticed(*, on: bool) -> Iterator[None]:
    """Take the live layer's ear off this connection, unless it is `on`."""
    connection.ensure_connection()
    wrappers = connection.execute_wrappers
    if not on:
        connection.execute_wrappers = [each for each in wrappers if not isinstance(each, Noticer)]
    try:
        yield
    finally:
        connection.execute_wrappers = wrappers


@login_not_required
def counters(request: HttpRequest) -> JsonResponse:
    """What pages have cost since the server began, and the hub's own counters."""
    sums: dict[str, Any] = {"pages": 0, "watches": 0, "busy": any(hub.is_busy for hub in hubs())}
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: {"renders": 0, "useless": 0})
    for hub in hubs():
        for page in list(hub.pages.values()):
            sums["pages"] += 1
            sums["watches"] += len(page.watches)
            kinds[page.label]["renders"] += page.tally.renders
            kinds[page.label]["useless"] += page.tally.useless
        _add(sums, asdict(hub.totals))
        _add(sums, asdict(hub.tally))
    return JsonResponse(sums | {"kinds": kinds})


def _add(sums: dict[str, Any], tally: dict[str, Any]) -> None:
    for name, value in tally.items():
        if isinstance(value, int | float):
            sums[name] = sums.get(name, 0) + value


urlpatterns = [
    path("olcum/kaydet/", save),
    path("olcum/ileti/", say),
    path("olcum/okunmayan/", touch_unread),
    path("olcum/dizi/", burst),
    path("olcum/cift/", pairs),
    path("olcum/sayac/", counters),
    path("", include("kafkasder.urls")),
]
