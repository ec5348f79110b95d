"""Tells a page which layout it extends: the whole frame, or none when only its live fragments are wanted."""

from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, str]:
    return {"layout": "layouts/bare.html" if getattr(request, "live", None) else "layouts/page.html"}
