"""What a session must satisfy before any page is open to it: registered by rooms, asked by pages and sockets alike.

Being signed in is Django's; a second factor, for instance, is a condition. The middleware holds pages to it,
`load_standings` holds sockets to it at the handshake and before each update, `views.fragments` the browsers without.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

View = Callable[..., HttpResponseBase]


May = Callable[[str], bool]


@dataclass(frozen=True)
class Condition:
    """`holds(session, user, may)` asks no database, for it is called for a thousand sessions at once: what it needs
    is in the session, in a column of the user, or a permission, `may("room.verb")`. `detour` is the URL name of the
    page that helps whoever does not satisfy it; that page and those named in `open` stay open.
    """

    holds: Callable[[Mapping[str, Any], Any, May], bool]
    detour: str
    open: frozenset[str] = frozenset()


_conditions: list[Condition] = []


def admit_if(condition: Condition) -> None:
    """Open pages only to sessions that satisfy `condition`; called in `AppConfig.ready`."""
    _conditions.append(condition)


def unmet(session: Mapping[str, Any], user: Any, may: May) -> Condition | None:
    """The first condition that this signed-in session does not satisfy."""
    for each in _conditions:  # a generator would cost as much as the conditions, of a thousand sessions at each render
        if not each.holds(session, user, may):
            return each
    return None


def unmet_by(request: HttpRequest) -> Condition | None:
    """The same for the signed-in person who asks for a page."""
    return unmet(request.session, request.user, request.user.has_perm)


class AdmissionMiddleware:
    """Sends whoever is signed in but not admitted to the page that helps; stands below the authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        condition = unmet_by(request)
        if condition is None or _name_of(request) in {condition.detour, *condition.open}:
            return None
        way_back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(condition.detour)}?{way_back}")


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
