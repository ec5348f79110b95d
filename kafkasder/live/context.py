"""Tells a page which layout it extends: the whole frame, the common dialog, or none when its live fragments are wanted."""

from django.http import HttpRequest

SHEET = "div#sheet-body"


def layout(request: HttpRequest) -> dict[str, str]:
    if getattr(request, "live", None):
        return {"layout": "layouts/bare.html"}
    in_sheet = getattr(request, "htmx", None) and request.htmx.target == SHEET
    return {"layout": "layouts/sheet.html" if in_sheet else "layouts/page.html"}
