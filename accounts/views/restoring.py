"""The history of one record, and the page that brings a former value back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kafkasder.core.editing import EditForm
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import UNPROCESSABLE
from kafkasder.live import live_page

from .. import identity
from ..audit import words
from ..audit.recording import recordings
from ..audit.restorers import may_restore, restorer_for
from ..audit.restoring import Restoration
from ..guards import needs
from ..models import AuditEntry

PAGE = 50
MOST = 10 * PAGE


@require_safe
@needs("accounts.view_audit")
@live_page(shared=True)
def audit_record(request: HttpRequest, table: str, key: str) -> TemplateResponse:
    """Show what happened to one record, or to one of its fields (`?alan=notes`), newest first."""
    column = request.GET.get("alan", "")
    if table not in recordings() or "\x00" in key + column:  # the database takes no such text
        raise Http404
    limit = min(whole_number(request.GET.get("son", "")) or PAGE, MOST)
    trail = AuditEntry.objects.filter(row_pk=key, table_name=table).order_by("-id")
    if column:
        trail = trail.filter(changes__has_any_keys=words.names_of(table, column))
    entries = list(trail[: limit + 1])
    if not entries and not column:
        raise Http404
    told = words.timeline(entries[:limit], with_links=True)
    context = {
        "table": words.table_label(table),
        "record": words.record_name(entries[0]) if entries else f"#{key}",
        "history": told,
        "fields": [(each.name, words.field_label(table, each.name)) for each in recordings()[table].columns],
        "column": column,
        "older_url": f"?{urlencode({'alan': column, 'son': limit + PAGE})}" if len(entries) > limit < MOST else "",
        "may_restore": bool(entries) and may_restore(request.user, table),
    }
    return TemplateResponse(request, "accounts/audit_record.html", context)


@needs()
def audit_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what fields held before an entry; who may is the record's own rule, and so is what may be saved.

    The page is a form, so it is not live; a change by somebody else in between is found when it is sent.
    """
    restoration = _restoration(request, pk)
    if request.method != "POST":
        chosen = set(request.GET.getlist("alan")) & set(restoration.possible) or set(restoration.possible)
        return _page(request, restoration, chosen)
    names = [name for name in request.POST.getlist("field") if name in restoration.possible]
    if not names:
        return _page(request, restoration, set(), [_("Geri getirilecek bir alan seçin.")])
    form = restoration.fill_in(names, request.POST.get("stamp", ""))
    if restoration.is_dangerous(form) and (page := identity.question(request)):
        return page
    restoration.bring_back(form)
    if form.errors or form.clashes:
        return _page(request, _restoration(request, pk), set(names), _reasons(form))
    messages.success(request, _("Geri getirildi."))
    return redirect(restoration.row)


def _restoration(request: HttpRequest, pk: int) -> Restoration:
    entry = get_object_or_404(AuditEntry, pk=pk)
    restorer = restorer_for(entry)
    if restorer is None:
        raise Http404
    if not request.user.has_perms(restorer.verbs):
        raise PermissionDenied
    row = restorer.get(request.user, entry.row_pk)
    restorer.may_change(request.user, row).require()
    return Restoration(entry, restorer, row, request.user)


def _page(
    request: HttpRequest, restoration: Restoration, chosen: set[str], reasons: list[str] | None = None
) -> TemplateResponse:
    context: dict[str, Any] = {
        "entry": restoration.entry,
        "row": restoration.row,
        "formers": restoration.formers,
        "possible": restoration.possible,
        "chosen": chosen,
        "stamp": restoration.stamp,
        "reasons": reasons or [],
    }
    status = UNPROCESSABLE if reasons else None
    return TemplateResponse(request, "accounts/audit_restore.html", context, status=status)


def _reasons(form: EditForm) -> list[str]:
    """Say in sentences why nothing was saved."""
    clashes = [_("%(field)s: bu arada başkası değiştirdi.") % {"field": clash.label} for clash in form.clashes]
    errors = [
        f"{form.label_of(name)}: {error}" if name in form.fields else str(error)
        for name, listed in form.errors.items()
        for error in listed
    ]
    return clashes + errors
