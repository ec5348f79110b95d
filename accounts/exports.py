"""Files of what a list shows, as any room gives them away: checked, and recorded before the first byte leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from kafkasder.core.lists import ExportForm, List, columns_for_file, write_export

from . import identity
from .services.disclosures import record_export


def export_list(request: HttpRequest, declared: List, page: str) -> HttpResponseBase:
    """Return the file that the export menu of the list at the URL name `page` asked for."""
    listing = declared.bind(request, reverse(page))
    form = ExportForm(request.POST, listing=listing)
    if not form.is_valid():
        messages.error(request, form.first_error)
        return redirect(listing.state.url())
    asked = form.cleaned_data
    if asked["revealed"] and (question := identity.question(request)):
        return question
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
