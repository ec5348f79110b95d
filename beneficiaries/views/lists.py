"""The lists of households and people, and the files of what they show."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.exports import export_list
from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import HOUSEHOLDS, PEOPLE
from ..querysets import sees_all


@needs("beneficiaries.view_household")
@HOUSEHOLDS.personal
@live_page(shared=sees_all)
def household_list(request: HttpRequest) -> HttpResponseBase:
    return HOUSEHOLDS.respond(request, "beneficiaries/household_list.html")


@needs("beneficiaries.view_beneficiary")
@PEOPLE.personal
@live_page(shared=sees_all)
def person_list(request: HttpRequest) -> HttpResponseBase:
    return PEOPLE.respond(request, "beneficiaries/person_list.html")


@require_POST
@needs("beneficiaries.view_household", "beneficiaries.export_beneficiaries")
def household_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, HOUSEHOLDS, "beneficiaries:household_list")


@require_POST
@needs("beneficiaries.view_beneficiary", "beneficiaries.export_beneficiaries")
def person_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, PEOPLE, "beneficiaries:person_list")
