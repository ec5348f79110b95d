"""Has what a request writes recorded as its user's."""

from collections.abc import Callable
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kafkasder.core.request_number import current_number

from ..models.audit import Source
from .context import acting


def audit_context(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands below the authentication middleware; asks for the user only when something is written."""

    def middleware(request: HttpRequest) -> HttpResponse:
        source = Source.ADMIN if request.path.startswith(reverse("admin:index")) else Source.WEB
        with acting(
            who=lambda: request.user,
            source=source.value,
            ip=address_of(request),
            request_id=current_number(),
            agent=request.headers.get("User-Agent", ""),
        ):
            return get_response(request)

    return middleware


def address_of(request: HttpRequest) -> str | None:
    """Return the client's address as far as the trusted proxies vouch for it; None where there is none."""
    try:
        address = ip_address(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return None
    return str(address).partition("%")[0]
