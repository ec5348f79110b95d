"""Applications: their list, board and page, and the forms that record and change one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.exports import export_list
from accounts.guards import by, needs
from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from beneficiaries.views.pickers import MOST_SHOWN, household_choices
from kafkasder.core.lists import Listing
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import Refused, changed, news_page, record_page, saving, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..boards import BOARD, columns_of
from ..forms.applications import ApplicationForm, people_of
from ..forms.applications_asked import ASKED_LINES, AskedLines
from ..lists.applications import APPLICATIONS
from ..models import AidApplication
from ..states import Stage
from .applications_rows import SEE, WRITING, get_application, needs_one

LIST, BOARD_PAGE = "aid:application_list", "aid:application_board"


@needs(*SEE)
@APPLICATIONS.personal
@live_page(shared=sees_all)
def application_list(request: HttpRequest) -> HttpResponseBase:
    response: Any = APPLICATIONS.respond(request, "aid/application_list.html")
    return _beside(response, BOARD_PAGE)


@needs(*SEE)
@BOARD.personal
@live_page(shared=sees_all)
def application_board(request: HttpRequest) -> HttpResponseBase:
    response: Any = BOARD.respond(request, "aid/application_board.html")
    context = response.context_data
    context["columns"] = columns_of(context["listing"], request.GET.getlist("more"))
    may_move = any(request.user.has_perm(verb) for verb in policy.LEADING)
    context["move_back"] = context["listing"].state.url() if may_move else ""
    return _beside(response, LIST)


def _beside(response: Any, page: str) -> HttpResponseBase:
    """Tell the tabs where this page and the other one are, with what the address asks for."""
    listing: Listing = response.context_data["listing"]
    here, path = listing.state.url(), listing.state.path
    response.context_data["other"] = {"here": here, "there": reverse(page) + here.removeprefix(path)}
    kept: HttpResponseBase = response
    return kept


@require_POST
@needs(*SEE, "aid.export_aid")
def application_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, APPLICATIONS, LIST)


@needs(*SEE, policy.RECORD)
def application_create(request: HttpRequest) -> HttpResponse:
    """Record an application with what it asks for; it is taken in at once where that is wished."""
    form = ApplicationForm(sent(request), by=by(request), initial={"household": _asked_household(request)})
    lines = ASKED_LINES(sent(request), prefix="asked")
    if "find" in request.POST:
        form.unjudge()
        lines.unjudge()
    elif form.is_valid() and lines.is_valid() and (application := _record(request, form, lines)):
        told = _("%(number)s numaralı başvuru kaydedildi.") % {"number": application.number}
        messages.success(request, told)
        return redirect(application)
    return record_page(
        request, "aid:application", form, beside=[lines], lines=lines, **_picker(request, form), may_submit=True
    )


def _record(request: HttpRequest, form: ApplicationForm, lines: AskedLines) -> AidApplication | None:
    who = by(request)
    try:
        with saving(form):
            application = services.save_application(application=form.instance, by=who)
            for asked in lines.rows():
                services.save_asked(asked=asked, application=application, by=who)
            if "submit" in request.POST:
                application = services.change_stage(application=application, target=Stage.SUBMITTED, by=who)
    except Refused:
        form.instance.pk = None
        return None
    return application


def _asked_household(request: HttpRequest) -> int | None:
    """Return the household from whose page somebody came."""
    return whole_number(request.GET.get("hane", ""))


def _picker(request: HttpRequest, form: ApplicationForm) -> dict[str, Any]:
    """Return what the search for a household shows: its hits, and which one is chosen."""
    found = household_choices(request)
    chosen = form.household_key
    if chosen and not any(each.pk == chosen for each in found["choices"]):
        rows = Household.objects.visible_to(request.user).filter(pk=chosen).select_related("head", "district")
        found["choices"] = [*rows.with_size(), *found["choices"]][:MOST_SHOWN]
    return found | {"chosen": str(chosen or "")}


@require_safe
@needs(*SEE)
def application_people(request: HttpRequest) -> TemplateResponse:
    """Give the people of the chosen household as options of a select."""
    people = people_of(request.user, whole_number(request.GET.get("household", "")))
    return TemplateResponse(request, "aid/_application_people.html", {"people": people.order_by("name_key", "pk")})


@needs(*SEE)
@needs_one(*WRITING)
def application_edit(request: HttpRequest, pk: int) -> HttpResponse:
    application, who = get_application(request, pk), by(request)
    policy.can_change_application(who, application).require()
    form = ApplicationForm(sent(request), instance=application, by=who)
    if "find" in request.POST:
        form.unjudge()
    elif form.is_valid() and changed(
        form, application, who, lambda row: services.save_application(application=row, by=who)
    ):
        return tell_saved(request, form, application)
    return record_page(request, "aid:application", form, application, application=application, **_picker(request, form))


@require_safe
@needs(*SEE)
@live_page(shared=sees_all)
def application_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    application = get_application(request, pk)
    may_change = policy.can_change_application(request.user, application)
    form = ApplicationForm(instance=application, by=request.user)
    return news_page(request, form, outline, may_change)
