"""The warning that a donor may be registered already: while typing, and once more at saving."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import needs
from kafkasder.core.numbers import whole_number

from ..forms import DonorForm
from ..services import Likeness
from .rows import donors

CONFIRMATION = "not-the-same"
_TELLING = {"name", "number", "phone", "email"}


def look_alikes(request: HttpRequest, form: DonorForm) -> list[Likeness]:
    """Return what stands in the way of saving: an equal number, or look-alikes that were not ticked off."""
    if form.is_edit and not _TELLING & set(form.changed_data):
        return []
    found = form.find_duplicates()
    if any(each.certain for each in found):
        form.add_error("number", _("Bu numarayla kayıtlı bir bağışçı var."))
    elif _confirmed(request, found):
        return []
    elif found:
        form.add_error(None, _("Benzer kayıtlar var. Aynı bağışçı değilse aşağıda işaretleyip kaydedin."))
    return found


def _confirmed(request: HttpRequest, found: list[Likeness]) -> bool:
    """Tell whether somebody ticked that it is none of these; whoever turns up later was not ticked off."""
    ticked = request.POST.get(CONFIRMATION, "").split(",")
    return {str(each.donor.pk) for each in found} <= set(ticked)


@require_POST
@needs("donations.view_donors", "donations.change_donors")
def duplicates(request: HttpRequest) -> HttpResponse:
    """Answer what was typed so far with the donors who look like it."""
    pk = whole_number(request.POST.get("donor", ""))
    form = DonorForm(request.POST, instance=get_object_or_404(donors(request), pk=pk) if pk else None)
    form.is_valid()
    context = look_alike_context(request, form.find_duplicates())
    return TemplateResponse(request, "donations/_look_alikes.html", context)


def look_alike_context(request: HttpRequest, found: list[Likeness]) -> dict[str, Any]:
    return {
        "likenesses": found,
        "blocked": any(each.certain for each in found),
        "ticked": _confirmed(request, found),
        "keys": ",".join(str(each.donor.pk) for each in found),
    }
