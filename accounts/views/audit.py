"""The pages of the audit trail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kafkasder.live import live_page

from ..audit import words
from ..audit.checks import ask_for_check, is_asked
from ..audit.restorers import may_restore
from ..audit.sealing import waiting
from ..exports import export_list
from ..guards import needs
from ..lists import AUDIT
from ..models import AuditAnchor, AuditEntry, AuditHead

ANCHORS_SHOWN = 10


@needs("accounts.view_audit")
@AUDIT.personal
@live_page(shared=True)
def audit_list(request: HttpRequest) -> TemplateResponse:
    return AUDIT.respond(request, "accounts/audit_list.html")


@require_POST
@needs("accounts.view_audit", "accounts.export_audit")
def audit_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, AUDIT, "accounts:audit_list")


@needs("accounts.view_audit")
def audit_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show one entry; it never changes, so the page is not live."""
    entry = get_object_or_404(AuditEntry, pk=pk)
    (told,) = words.timeline([entry])
    context = {
        "entry": entry,
        "told": told,
        "table": words.table_label(entry.table_name),
        "record": words.record_name(entry),
        "record_url": words.record_url(entry),
        "history_url": words.history_url(entry),
        "restore_url": words.restore_url(entry) if may_restore(request.user, entry.table_name) else "",
    }
    return TemplateResponse(request, "accounts/audit_detail.html", context)


@require_safe
@needs("accounts.view_audit")
@live_page(shared=True)
def audit_integrity(request: HttpRequest) -> TemplateResponse:
    """Tell how far the trail is sealed, what the last verification found, and the anchors."""
    context = {
        "head": AuditHead.current(),
        "waiting": waiting().count(),
        "is_asked": is_asked(),
        "anchors": AuditAnchor.objects.order_by("-position")[:ANCHORS_SHOWN],
    }
    return TemplateResponse(request, "accounts/audit_integrity.html", context)


@require_POST
@needs("accounts.view_audit")
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Have the server verify the trail in the background; the page of integrity shows what it finds."""
    ask_for_check()
    messages.success(request, _("Doğrulama başladı; sonucu bu sayfada görünecek."))
    return redirect("accounts:audit_integrity")
