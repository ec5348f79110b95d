"""Every component on one page, for those who build pages; served in DEBUG only."""

from django.http import HttpRequest
from django.template.response import TemplateResponse


def gallery(request: HttpRequest) -> TemplateResponse:
    return TemplateResponse(request, "dashboard/gallery.html", {})
