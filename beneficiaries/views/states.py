"""Changes of state: a button where no reason is asked for, a small page with the reason where one is."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core import toasts
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, explaining, sent
from kafkasder.core.states import StateMachine

from .. import policy, services
from ..models import Household, StateChange
from ..states import HOUSEHOLD_STATES, PERSON_STATES
from .rows import get_household, get_person, households, people


@needs("beneficiaries.view_household", "beneficiaries.change_household_state")
def household_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_household_state(request.user, household).require()
    change = partial(services.change_household_state, household=household)
    return _ask_and_change(request, household, HOUSEHOLD_STATES, target, change)


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def person_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_change_person_state(request.user, person).require()
    change = partial(services.change_person_state, person=person)
    return _ask_and_change(request, person, PERSON_STATES, target, change)


def _ask_and_change(
    request: HttpRequest, row: Any, machine: StateMachine, target: str, change: Callable[..., StateChange]
) -> HttpResponse:
    transition = machine.asked(row.status, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and (made := done(form, change, target=target, by=by(request), **form.cleaned_data)):
        _offer_undo(request, row, made)
        return redirect(row)
    title = f"{transition.label}: {row}"
    return action_page(request, form, title=title, label=transition.label, back=row.get_absolute_url())


def _offer_undo(request: HttpRequest, row: Any, change: StateChange) -> None:
    row.refresh_from_db(fields=["status"])
    subject = _("Hane") if isinstance(row, Household) else _("Kişi")
    message = _("%(subject)s %(name)s: durum artık “%(status)s”.") % {
        "subject": subject,
        "name": row,
        "status": row.get_status_display(),
    }
    toasts.undo(request, message, reverse("beneficiaries:undo_state_change", args=[change.pk]))


@require_POST
@needs("beneficiaries.view_household")
def undo_state_change(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(StateChange.objects.select_related("household", "person"), pk=pk)
    visible: Any = households(request) if change.household_id else people(request)
    row = get_object_or_404(visible, pk=change.household_id or change.person_id)
    try:
        with explaining():  # an identity number may have been given to somebody else meanwhile
            services.undo_state_change(change=change, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Durum değişikliği geri alındı."))
    return redirect(row)
