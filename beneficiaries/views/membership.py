"""Who belongs to which household, and who heads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import needs
from kafkasder.core.saving import Refused, form_page, saving, sent

from .. import policy, services
from ..forms import HeadChoiceForm, MoveForm
from ..models import Beneficiary, HouseholdMove
from .pickers import household_choices
from .rows import get_household, get_person, households


@needs("beneficiaries.view_household", "beneficiaries.view_beneficiary", "beneficiaries.change_household")
def head_choose(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_household(request.user, household).require()
    form = HeadChoiceForm(sent(request), household=household)
    if request.method == "POST" and form.is_valid():
        try:
            with saving(form):
                services.choose_head(household=household, by=request.user, **form.cleaned_data)
        except Refused:
            pass
        else:
            messages.success(request, _("Yeni hane reisi: %(person)s") % {"person": form.cleaned_data["person"]})
            return redirect(household)
    return form_page(request, "beneficiaries/head_form.html", form, household=household)


@needs("beneficiaries.view_household", "beneficiaries.view_beneficiary", "beneficiaries.move_beneficiary")
def person_move(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_move_person(request.user, person).require()
    targets = households(request).open().exclude(pk=person.household_id)
    form = MoveForm(sent(request), person=person, targets=targets)
    if "find" in request.POST:
        form.unjudge()
    elif request.method == "POST" and form.is_valid() and (move := _move(request, form, person)):
        messages.success(
            request, _("%(person)s, %(target)s numaralı haneye taşındı.") % {"person": person, "target": move.target}
        )
        return redirect(person)
    context = {"person": person, **household_choices(request, exclude=person.household_id)}
    return form_page(request, "beneficiaries/move_form.html", form, **context)


def _move(request: HttpRequest, form: MoveForm, person: Beneficiary) -> HouseholdMove | None:
    facts = form.cleaned_data.copy()
    try:
        with saving(form):
            return services.move_person(person=person, target=facts.pop("household"), by=request.user, **facts)
    except Refused:
        return None
