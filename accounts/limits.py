"""Which requests are limited, and the answer to those that are too many."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kafkasder.core import toasts

from .addresses import network_of
from .services.limits import TooMany, take

_SAFE = ("GET", "HEAD", "OPTIONS")
_SEARCH = "q"  # the parameter of a search, in the palette and in every list
_PASSWORD = ("account_change_password",)  # where one's own password is asked for once more
_EXPORT = "_export"  # how the names of addresses end that give files


class LimitsMiddleware:
    """Counts a request before its view runs, and answers 429 for this count and for those that views keep.

    Reading pages is not limited. Whatever is, belongs to one limit and costs one statement.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        scope = scope_of(request)
        if not scope:
            return None
        try:
            take(scope, network_of(request) if scope == "stranger" else request.user.pk)
        except TooMany as refusal:
            return too_many(request, refusal.retry_after)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many(request, exception.retry_after) if isinstance(exception, TooMany) else None


def scope_of(request: HttpRequest) -> str:
    """Return the limit to which a request belongs, or nothing."""
    if request.method in _SAFE:
        return "search" if request.GET.get(_SEARCH) and request.user.is_authenticated else ""
    if not request.user.is_authenticated:
        return "stranger"
    name = request.resolver_match.url_name or "" if request.resolver_match else ""
    if name in _PASSWORD:
        return "password"
    if name.endswith(_EXPORT):
        return "export"
    if _SEARCH in request.POST:
        return "search"
    return "upload" if request.FILES else "change"


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Answer with a page, or to a script with a notice that leaves the page and what is typed in it as they are."""
    text = _("Kısa sürede çok fazla istek geldi. %(seconds)d saniye sonra yeniden deneyin.") % {"seconds": retry_after}
    headers = {"Retry-After": str(retry_after), "Cache-Control": "no-store"}
    if request.headers.get("HX-Request"):
        headers |= {"HX-Reswap": "none", "HX-Push-Url": "false", "HX-Trigger": toasts.header(text, "warning")}
        return HttpResponse(text, status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers, content_type="text/plain")
    context = {"said": text, "sent": request.method not in _SAFE}
    page = render_to_string("429.html", context, request)
    return HttpResponse(page, status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
