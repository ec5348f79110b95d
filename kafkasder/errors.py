"""The pages for what goes wrong; each shows the number under which logs and Sentry know it."""

from http import HTTPStatus

import sentry_sdk
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.noticing import note_missing_row, note_refusal
from kafkasder.core.request_number import current_number, new_number


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refusal(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    note_refusal(request)
    return _refusal(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _refusal(request, HTTPStatus.FORBIDDEN, expired=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    note_missing_row(request)
    return _refusal(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without the request's context: whatever failed, a database or a session, may fail again."""
    number = current_number() or new_number()
    try:
        page = loader.render_to_string("errors/500.html", {"error_number": number})
    except Exception:
        sentry_sdk.capture_exception()
        page = format_html(
            '<!doctype html><meta charset="utf-8"><title>{title}</title><h1>{title}</h1><p>{number}</p>',
            title=_("Bir şeyler ters gitti"),
            number=number,
        )
    return HttpResponseServerError(page)


def _refusal(request: HttpRequest, status: HTTPStatus, *, expired: bool = False) -> HttpResponse:
    """Answer with the page for `status`, and let Sentry know under the page's number; 500s it learns by itself."""
    number = current_number() or new_number()
    with sentry_sdk.new_scope() as scope:
        scope.fingerprint = ["refusal", str(status.value)]
        scope.set_tag("request_number", number)
        scope.capture_message(f"{status.value} {status.phrase}", level="info")
    context = {"error_number": number, "expired": expired, "is_still": True}
    page = loader.render_to_string(f"errors/{status.value}.html", context, request)
    return HttpResponse(page, status=status)
