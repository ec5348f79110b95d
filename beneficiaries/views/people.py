"""A person's page, and the forms that register and change one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import Refused, changed, record_page, saving, sent, tell_saved
from kafkasder.core.sections import sections_of, summary_facts_of
from kafkasder.live import live_page
from privacy.cards import card_for
from tasks.panel import tasks_of

from .. import policy, services
from ..forms import NewHealthForm, NewPersonForm, PersonForm
from ..models import BankAccount, Beneficiary, Household
from ..privacy import PERSON
from ..sight import PERSON_PAGE, sees_person_alike
from ..states import PERSON_STATES
from ..timeline import person_timeline
from .duplicates import LookAlike, look_alike_context, look_alikes
from .health import health_form, keep_health
from .history import asked_history
from .pickers import household_choices
from .rows import get_household, get_person


@require_safe
@needs("beneficiaries.view_beneficiary")
@live_page(shared=sees_person_alike)
def person_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    person = get_person(request, pk)
    user = request.user
    context = {
        "person": person,
        "household": person.household,
        "documents": person.documents.order_by("kind", "pk"),
        "moves": person.moves.select_related("source", "target", "by"),
        "transitions": PERSON_STATES.from_state(person.status),
        "may": {
            "change": policy.can_change_person(user, person).allowed,
            "change_state": policy.can_change_person_state(user, person).allowed,
            "move": policy.can_move_person(user, person).allowed,
            "reveal": policy.can_reveal(user, person).allowed,
            "view_sensitive": policy.can_view_sensitive(user, person).allowed,
        },
        "privacy_card": card_for(user, PERSON, person.pk),
        "tasks": tasks_of(user, "person", person.pk),
        "sections": sections_of(PERSON_PAGE, user, person),
        "told": summary_facts_of(PERSON_PAGE, user, person),
        "history": asked_history(request, PERSON_PAGE, person_timeline, person),
    }
    return TemplateResponse(request, "beneficiaries/person_detail.html", context)


@needs("beneficiaries.view_household", "beneficiaries.view_beneficiary", "beneficiaries.add_beneficiary")
def choose_household(request: HttpRequest) -> HttpResponse:
    """Begin a new person with their household, for nobody is registered without one."""
    chosen = whole_number(request.POST.get("household", ""))
    if chosen and "find" not in request.POST:
        return redirect("beneficiaries:member_create", pk=chosen)
    return TemplateResponse(request, "beneficiaries/choose_household.html", household_choices(request))


@needs("beneficiaries.view_household", "beneficiaries.view_beneficiary", "beneficiaries.add_beneficiary")
@sensitive_post_parameters()
def member_create(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_add_member(request.user, household).require()
    form = NewPersonForm(
        sent(request),
        household=household,
        is_head=household.head_id is None,
        with_account=policy.can_change_accounts(request.user, household).allowed,
    )
    health = health_form(request)
    beside = [health] if health else []
    found: list[LookAlike] = []
    if request.method == "POST" and all(each.is_valid() for each in (form, *beside)):
        found = look_alikes(request, form)
        if not found and (person := _add(request, form, health, household)):
            messages.success(request, _("%(person)s haneye eklendi.") % {"person": person})
            return redirect(_next_page(request, household))
    context = {"household": household, "health": health, **look_alike_context(request, found)}
    back = household.get_absolute_url()
    return record_page(request, "beneficiaries:person", form, cancel=back, beside=beside, **context)


def _add(
    request: HttpRequest, form: NewPersonForm, health: NewHealthForm | None, household: Household
) -> Beneficiary | None:
    person = form.instance
    person.household = household
    try:
        with saving(form):
            services.save_person(person=person, by=by(request))
            if household.head_id is None:
                services.choose_head(household=household, person=person, by=by(request))
            if iban := form.cleaned_data.get("iban"):
                account = BankAccount(household=household, person=person, iban=iban)
                services.save_account(account=account, by=by(request))
            keep_health(request, health, person)
    except Refused:
        return None
    return person


def _next_page(request: HttpRequest, household: Household) -> str:
    """A family is typed member after member: one button saves and opens the next empty form."""
    if "another" in request.POST:
        return reverse("beneficiaries:member_create", args=[household.pk])
    return household.get_absolute_url()


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_change_person(request.user, person).require()
    form = PersonForm(sent(request), instance=person, household=person.household, is_head=person.is_head)
    found: list[LookAlike] = []
    if request.method == "POST" and form.is_valid():
        found = look_alikes(request, form)
        if not found and changed(
            form, person, by(request), lambda row: services.save_person(person=row, by=by(request))
        ):
            return tell_saved(request, form, person)
    context = {"household": person.household, **look_alike_context(request, found)}
    return record_page(request, "beneficiaries:person", form, person, **context)
