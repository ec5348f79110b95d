"""The lists of households and people, and the files of what they show."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.audit import record_export
from accounts.guards import needs
from kafkasder.core.lists import ExportForm, List, columns_for_file, write_export
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
    return _export(request, HOUSEHOLDS, "beneficiaries:household_list")


@require_POST
@needs("beneficiaries.view_beneficiary", "beneficiaries.export_beneficiaries")
def person_export(request: HttpRequest) -> HttpResponseBase:
    return _export(request, PEOPLE, "beneficiaries:person_list")


def _export(request: HttpRequest, declared: List, page: str) -> HttpResponseBase:
    listing = declared.bind(request, reverse(page))
    form = ExportForm(request.POST, listing=listing)
    if not form.is_valid():
        messages.error(request, form.first_error)
        return redirect(listing.state.url())
    asked = form.cleaned_data
    columns = columns_for_file(listing, asked["everything"])
    export = write_export(listing, asked["form"], columns=columns, revealed=asked["revealed"])
    record_export(
        listing.visible.model,
        rows=export.rows,
        fields=[column.key for column in columns],
        address=listing.state.url(),
        reason=asked["reason"],
        by=request.user,
    )
    return export.response(request)
