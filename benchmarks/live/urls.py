"""The panel's addresses, and two more: one that saves and one that tells what the hub has done so far."""

import time
from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from beneficiaries import services
from beneficiaries.models import Household
from kafkasder.errors import bad_request, page_not_found, permission_denied, server_error
from kafkasder.live.hub import hubs

handler400, handler403, handler404, handler500 = bad_request, permission_denied, page_not_found, server_error


@csrf_exempt
@login_not_required
@require_POST
def save(request: HttpRequest) -> JsonResponse:
    """Save a household as a view does, and answer with the moment just before the commit."""
    household = Household.objects.get(pk=request.POST["household"])
    household.priority = request.POST["priority"]
    with transaction.atomic():
        services.save_household(household=household, by=User.objects.get(pk=request.POST["by"]))
        began = time.monotonic()  # the same clock in every process of this machine
    return JsonResponse({"began": began})


@login_not_required
def counters(request: HttpRequest) -> JsonResponse:
    """The sums over all pages that are watched now, and the hub's own counters."""
    sums: dict[str, Any] = {"pages": 0, "watches": 0}
    for hub in hubs():
        for page in list(hub.pages.values()):
            sums["pages"] += 1
            sums["watches"] += len(page.watches)
            _add(sums, asdict(page.tally))
        _add(sums, asdict(hub.tally))
    return JsonResponse(sums)


def _add(sums: dict[str, Any], tally: dict[str, Any]) -> None:
    for name, value in tally.items():
        if not isinstance(value, str):
            sums[name] = sums.get(name, 0) + value


urlpatterns = [
    path("olcum/kaydet/", save),
    path("olcum/sayac/", counters),
    path("", include("kafkasder.urls")),
]
