"""Tells a page which layout it extends: the whole frame, the common dialog, or none for its live fragments alone."""

from django.conf import settings
from django.http import HttpRequest

SHEET = "div#sheet-body"  # as htmx names the place where a page opened by `data-sheet` goes


def layout(request: HttpRequest) -> dict[str, object]:
    if getattr(request, "live", None):
        return {"layout": "layouts/bare.html"}
    if getattr(request, "htmx", None) and request.htmx.target == SHEET:  # type: ignore[attr-defined]
        return {"layout": "layouts/sheet.html"}
    return {"layout": "layouts/page.html", "live_debug": settings.DEBUG}
