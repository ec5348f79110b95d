"""Finding the household that somebody joins: a search whose hits are choices of the form around it."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.guards import needs

from .rows import households

MOST_SHOWN = 8


@require_POST
@needs("beneficiaries.view_household")
def household_search(request: HttpRequest) -> TemplateResponse:
    """Answer a search with households to choose from. By POST, because names are searched for."""
    return TemplateResponse(request, "beneficiaries/_household_choices.html", household_choices(request))


def household_choices(request: HttpRequest, *, exclude: int | None = None) -> dict[str, Any]:
    """Return the households that the sent search finds, under the names that the template knows."""
    text = request.POST.get("search", "").strip()
    found = households(request).open().search(text).exclude(pk=exclude).select_related("head", "district").with_size()
    return {
        "search": text,
        "choices": found.order_by("file_number")[:MOST_SHOWN] if text else [],
        "chosen": request.POST.get("household", ""),
    }
