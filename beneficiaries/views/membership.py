"""Who belongs to which household, and who heads it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import done, form_page, sent

from .. import policy, services
from ..forms import HeadChoiceForm, MoveForm
from .pickers import household_choices
from .rows import get_household, get_person, households


@needs("beneficiaries.view_household", "beneficiaries.view_beneficiary", "beneficiaries.change_household")
def head_choose(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_household(request.user, household).require()
    form = HeadChoiceForm(sent(request), household=household)
    if form.is_valid() and done(form, services.choose_head, household=household, by=by(request), **form.cleaned_data):
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
    elif form.is_valid() and (
        move := done(form, services.move_person, person=person, by=by(request), **form.arguments)
    ):
        messages.success(
            request, _("%(person)s, %(target)s numaralı haneye taşındı.") % {"person": person, "target": move.target}
        )
        return redirect(person)
    context = {"person": person, **household_choices(request, exclude=person.household_id)}
    return form_page(request, "beneficiaries/move_form.html", form, **context)
