"""The pages of the audit trail."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from kafkasder.live import live_page

from ..audit import words
from ..guards import needs
from ..lists import AUDIT
from ..models import AuditEntry


@needs("accounts.view_audit")
@AUDIT.personal
@live_page(shared=True)
def audit_list(request: HttpRequest) -> TemplateResponse:
    return AUDIT.respond(request, "accounts/audit_list.html")


@needs("accounts.view_audit")
def audit_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    entry = get_object_or_404(AuditEntry, pk=pk)
    (told,) = words.timeline([entry])
    context = {
        "entry": entry,
        "told": told,
        "table": words.table_label(entry.table_name),
        "record": words.record_name(entry),
        "record_url": words.record_url(entry),
    }
    return TemplateResponse(request, "accounts/audit_detail.html", context)
