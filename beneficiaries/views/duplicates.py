"""The warning that a person may be registered already: while typing, and once more at saving."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import needs
from kafkasder.core.numbers import whole_number

from ..forms import HeadForm, PersonForm
from ..services import Likeness
from .rows import households, people

CONFIRMATION = "not-the-same"
_TELLING = {"identity_number", "first_name", "last_name", "birth_date", "birth_year", "phone"}


@dataclass(frozen=True)
class LookAlike:
    """A likeness as the viewer may know it: of a person whom they may not see, only that the number is taken."""

    likeness: Likeness
    visible: bool


def find_look_alikes(request: HttpRequest, form: PersonForm) -> list[LookAlike]:
    likenesses = form.find_duplicates()
    keys = [likeness.person.pk for likeness in likenesses]
    visible = set(people(request).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    found = [LookAlike(likeness, likeness.person.pk in visible) for likeness in likenesses]
    return [each for each in found if each.visible or each.likeness.certain]


def look_alikes(request: HttpRequest, form: PersonForm) -> list[LookAlike]:
    """Return what stands in the way of saving: an equal identity number, or look-alikes that were not ticked off."""
    if form.is_edit and not _TELLING & set(form.changed_data):
        return []
    found = find_look_alikes(request, form)
    if any(each.likeness.certain for each in found):
        form.add_error("identity_number", _("Bu kimlik numarasıyla kayıtlı biri var."))
    elif confirmed(request, found):
        return []
    elif found:
        form.add_error(None, _("Benzer kayıtlar var. Aynı kişi değilse aşağıda işaretleyip kaydedin."))
    return found


def confirmed(request: HttpRequest, found: list[LookAlike]) -> bool:
    """Tell whether the person ticked that the new one is none of these; whoever turns up later was not ticked off."""
    ticked = request.POST.get(CONFIRMATION, "").split(",")
    return {str(each.likeness.person.pk) for each in found} <= set(ticked)


@require_POST
@needs("beneficiaries.view_beneficiary")
def duplicates(request: HttpRequest) -> HttpResponse:
    """Answer what was typed so far with the people who look like it."""
    if not any(map(request.user.has_perm, ("beneficiaries.add_beneficiary", "beneficiaries.change_beneficiary"))):
        raise PermissionDenied
    form = _typed(request)
    form.is_valid()
    found = find_look_alikes(request, form)
    return TemplateResponse(request, "beneficiaries/_look_alikes.html", look_alike_context(request, found))


def look_alike_context(request: HttpRequest, found: list[LookAlike]) -> dict[str, Any]:
    return {
        "likenesses": found,
        "blocked": any(each.likeness.certain for each in found),
        "ticked": confirmed(request, found),
        "keys": ",".join(str(each.likeness.person.pk) for each in found),
    }


def _typed(request: HttpRequest) -> PersonForm:
    """Return the form that is being typed: a household's head, a new member, or somebody already registered."""
    if request.POST.get("form") == "head":
        return HeadForm(request.POST, prefix="head")
    person, household = (whole_number(request.POST.get(name, "")) for name in ("person", "household"))
    return PersonForm(
        request.POST,
        instance=get_object_or_404(people(request), pk=person) if person else None,
        household=households(request).filter(pk=household).first(),
    )
