"""Tells a page which layout it extends: the whole frame, or none when only its live fragments are wanted."""

from django.conf import settings
from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, object]:
    if getattr(request, "live", None):
        return {"layout": "layouts/bare.html"}
    return {"layout": "layouts/page.html", "live_debug": settings.DEBUG}
