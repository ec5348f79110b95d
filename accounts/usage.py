"""Notes when a session was used last: by its person, not by a tab that is left open."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from kafkasder.core.automatic import is_automatic

from .audit.middleware import address_of


class UseMiddleware:
    """Stands below the authentication. An open tab prolongs nothing: its socket comes past here, what it asks for
    over HTTP by itself is marked `automatic`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object) -> None:
        if not is_automatic(view) and request.user.is_authenticated:
            store: Any = request.session
            store.note_use(ip=address_of(request))
