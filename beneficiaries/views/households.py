"""A household's page, and the forms that register and change one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import Refused, changed, record_page, saving, sent, tell_saved
from kafkasder.core.sections import sections_of, summary_facts_of
from kafkasder.live import live_page
from tasks.panel import tasks_of

from .. import policy, services
from ..forms import HeadForm, HouseholdForm, NewHealthForm
from ..models import District, Household
from ..sight import HOUSEHOLD_CARD, HOUSEHOLD_PAGE, sees_household_alike
from ..states import HOUSEHOLD_STATES
from ..timeline import household_timeline
from .duplicates import LookAlike, look_alike_context, look_alikes
from .health import health_form, keep_health
from .history import asked_history
from .rows import get_household


@require_safe
@needs("beneficiaries.view_household")
@live_page(shared=sees_household_alike)
def household_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    household = get_household(request, pk)
    user = request.user
    members = list(household.members.visible_to(user).in_household_order())
    context = {
        "household": household,
        "members": members,
        "budget": household.budget_lines.in_order(),
        "totals": household.budget_lines.totals(),
        "transitions": HOUSEHOLD_STATES.from_state(household.status),
        "may": {
            "change": policy.can_change_household(user, household).allowed,
            "change_state": policy.can_change_household_state(user, household).allowed,
            "add_member": policy.can_add_member(user, household).allowed,
            "move": user.has_perm("beneficiaries.move_beneficiary"),
            "reveal": policy.can_reveal(user, household).allowed,
        },
        "tasks": tasks_of(user, "household", household.pk),
        "sections": sections_of(HOUSEHOLD_PAGE, user, household),
        "told": summary_facts_of(HOUSEHOLD_PAGE, user, household),
        "history": asked_history(request, HOUSEHOLD_PAGE, household_timeline, household, members),
    }
    return TemplateResponse(request, "beneficiaries/household_detail.html", context)


@needs("beneficiaries.view_household", "beneficiaries.add_household", "beneficiaries.add_beneficiary")
@sensitive_post_parameters()
def household_create(request: HttpRequest) -> HttpResponse:
    form = HouseholdForm(sent(request))
    head, health = HeadForm(sent(request), prefix="head"), health_form(request)
    head.empty_permitted = not (health and health.has_changed())  # what is said of health is said of somebody
    forms = [form, head] + ([health] if health else [])
    found: list[LookAlike] = []
    if _wants_districts(request):
        for each in forms:
            each.unjudge()
    elif request.method == "POST" and all(each.is_valid() for each in forms):
        head.household = form.instance
        found = look_alikes(request, head) if head.has_changed() else []
        if not (form.has_changed() or head.has_changed() or form.lines_to_store()):
            form.add_error(None, _("Form boş. Haneyi tanıtacak bir şey yazın: bir ad, bir adres ya da bir not."))
        elif not found and (household := _register(request, form, head, health)):
            messages.success(request, _("%(number)s numaralı hane kaydedildi.") % {"number": household.file_number})
            return redirect(household)
    context = {"head": head, "health": health, **look_alike_context(request, found)}
    return record_page(request, "beneficiaries:household", form, beside=forms[1:], **context)


def _register(
    request: HttpRequest, form: HouseholdForm, head: HeadForm, health: NewHealthForm | None
) -> Household | None:
    try:
        with saving(form):
            person = head.instance if head.has_changed() else None
            household = services.register_household(household=form.instance, head=person, by=by(request))
            services.set_budget(household=household, lines=form.lines_to_store(), by=by(request))
            keep_health(request, health, head.instance)
    except Refused:
        return None
    return household


@needs("beneficiaries.view_household", "beneficiaries.change_household")
def household_edit(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_household(request.user, household).require()
    form = HouseholdForm(sent(request), instance=household)
    if _wants_districts(request):
        form.unjudge()
    elif form.is_valid() and changed(form, household, by(request), lambda row: _store(request, form, row)):
        return tell_saved(request, form, household)
    return record_page(request, "beneficiaries:household", form, household, household=household)


def _store(request: HttpRequest, form: HouseholdForm, household: Household) -> None:
    services.save_household(household=household, by=by(request))
    services.set_budget(household=household, lines=form.lines_to_store(), by=by(request))


def _wants_districts(request: HttpRequest) -> bool:
    """Without a script, a button beside the province fetches its districts."""
    return "districts" in request.POST


@require_safe
@needs("beneficiaries.view_household")
def district_options(request: HttpRequest) -> TemplateResponse:
    """Give the districts of a province as options of a select."""
    districts = District.objects.filter(province_id=whole_number(request.GET.get("province", "")))
    return TemplateResponse(request, "beneficiaries/_district_options.html", {"districts": districts})


@require_safe
@needs("beneficiaries.view_household")
def household_card(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show a household on one sheet of paper."""
    household = get_household(request, pk)
    context = {
        "household": household,
        "members": household.members.visible_to(request.user).in_household_order(),
        "budget": household.budget_lines.in_order(),
        "totals": household.budget_lines.totals(),
        "sections": sections_of(HOUSEHOLD_CARD, request.user, household),
    }
    return TemplateResponse(request, "beneficiaries/household_card.html", context)
