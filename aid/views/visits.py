"""Home visits: the list, their page, planning them and writing them down."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms.visits import PhotosForm, PlanForm, WriteForm
from ..lists.visits import VISITS
from ..models import AidApplication, HomeVisit
from ..states import VISITS as STATES
from ..states import VisitState
from ..visit_paper import write_visit_paper
from ..visit_words import told_of


def get_visit(request: HttpRequest, pk: int) -> HomeVisit:
    """Getting is authorising: a visit that the viewer may not see is not there."""
    rows = HomeVisit.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("household__province", "household__district", "household__head", "visitor", "application"),
        pk=pk,
    )


@needs("aid.view_aid")
@VISITS.personal
@live_page(shared=sees_all)
def visit_list(request: HttpRequest) -> HttpResponseBase:
    return VISITS.respond(request, "aid/visit_list.html")


@require_POST
@needs("aid.view_aid", "aid.export_aid")
def visit_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, VISITS, "aid:visit_list")


@require_safe
@needs("aid.view_aid")
@live_page(shared=False)
def visit_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Drawn for each viewer: whoever is to make a visit may do other things than who sees it besides."""
    visit, user = get_visit(request, pk), by(request)
    photos = list(visit.photos.select_related("added_by", "visit"))
    return TemplateResponse(
        request,
        "aid/visit_detail.html",
        {
            "visit": visit,
            "told": told_of(visit, visit.corrections.select_related("by")),
            "photos": [(photo, policy.can_remove_photo(user, photo).allowed) for photo in photos],
            "publishable": services.publishable(photos),
            "may_mark": bool(photos) and policy.can_mark_photo(user, photos[0]).allowed,
            **household_facts(request, visit),
            "draft_key": draft_key(request, visit),
            "may": {
                "correct": policy.can_correct_visit(user, visit).allowed,
                "write": policy.can_write_visit(user, visit).allowed,
                "replan": policy.can_replan_visit(user, visit).allowed,
                "add_photos": policy.can_add_photos(user, visit).allowed,
            },
            "history": timeline_of(visit),
        },
    )


def household_facts(request: HttpRequest, visit: HomeVisit) -> dict[str, Any]:
    """Return what the page tells of the household: its address to whoever has to find it, its page to who sees it."""
    own = Household.objects.visible_to(request.user).filter(pk=visit.household_id).exists()
    application = visit.application
    if application is not None and not AidApplication.objects.visible_to(request.user).filter(pk=application.pk):
        application = None
    return {
        "household": visit.household,
        "sees_household": own,
        "shows_address": own or visit.state == VisitState.PLANNED,
        "may_reveal": own and request.user.has_perm("beneficiaries.reveal_identity"),
        "application": application,
    }


def draft_key(request: HttpRequest, visit: HomeVisit) -> str:
    """Return the name under which a phone keeps what somebody types about a visit until it is sent."""
    return f"visit-{visit.pk}-{by(request).pk}"


@needs("aid.view_aid", "aid.review_applications")
def visit_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit to a household."""
    household = get_object_or_404(Household.objects.visible_to(request.user), pk=pk)
    return _plan(request, household)


@needs("aid.view_aid", "aid.review_applications")
def visit_plan_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a visit to the household of an application."""
    rows = AidApplication.objects.visible_to(request.user).filter(household__isnull=False)
    application = get_object_or_404(rows.select_related("household"), pk=pk)
    assert application.household is not None
    return _plan(request, application.household, application)


def _plan(request: HttpRequest, household: Household, application: AidApplication | None = None) -> HttpResponse:
    form = PlanForm(sent(request), instance=HomeVisit(household=household))
    if form.is_valid() and (
        visit := done(form, services.plan_visit, visit=form.instance, by=by(request), application=application)
    ):
        messages.success(request, _("Ziyaret planlandı; ziyaret edecek kişiye haber verildi."))
        return redirect(visit)
    cancel = (application or household).get_absolute_url()
    return record_page(request, "aid:visit", form, cancel=cancel, household=household)


@needs("aid.view_aid", "aid.review_applications")
def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    visit, who = get_visit(request, pk), by(request)
    policy.can_replan_visit(who, visit).require()
    form = PlanForm(sent(request), instance=visit)
    if form.is_valid() and changed(form, visit, who, lambda row: services.plan_visit(visit=row, by=who)):
        return tell_saved(request, form, visit)
    return record_page(request, "aid:visit", form, visit, household=visit.household)


@require_safe
@needs("aid.view_aid", "aid.review_applications")
@live_page(shared=sees_all)
def visit_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    visit = get_object_or_404(HomeVisit.objects.visible_to(request.user), pk=pk)
    return news_page(request, PlanForm(instance=visit), outline, policy.can_replan_visit(request.user, visit))


@needs("aid.view_aid")
def visit_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a visit on a phone. Photos are kept at once, also where the words are sent back."""
    visit, who = get_visit(request, pk), by(request)
    policy.can_write_visit(who, visit).require()
    form = WriteForm(sent(request))
    photos = PhotosForm(sent(request), request.FILES if request.method == "POST" else None)
    is_right = form.is_valid()
    if photos.is_valid() and photos.uploads:
        done(photos, services.add_photos, visit=visit, uploads=photos.uploads, by=who)
    if is_right and not photos.errors and done(form, services.write_visit, visit=visit, by=who, **form.cleaned_data):
        messages.success(request, _("Ziyaret yazıldı."))
        return redirect(visit)
    context = {"visit": visit, "photos": photos, "kept": visit.photos.all(), "draft_key": draft_key(request, visit)}
    return form_page(request, "aid/visit_write.html", form, photos, **context, **household_facts(request, visit))


@needs("aid.view_aid")
def visit_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Call a visit off; one is written on a page of its own."""
    visit = get_visit(request, pk)
    transition = STATES.asked(visit.state, target)
    if transition.asks_more:
        return redirect("aid:visit_write", pk=visit.pk)
    policy.can_write_visit(request.user, visit).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(form, services.cancel_visit, visit=visit, by=by(request), **form.cleaned_data):
        messages.success(request, _("Ziyaret iptal edildi."))
        return redirect(visit)
    title = f"{transition.label}: {visit}"
    return action_page(request, form, title=title, label=transition.label, back=visit.get_absolute_url())


@require_POST
@needs("aid.view_aid")
def visit_paper(request: HttpRequest, pk: int) -> FileResponse:
    """Give out the report of a visit to be signed, which is recorded in its history."""
    visit = get_visit(request, pk)
    file = BytesIO()
    write_visit_paper(file, visit, shows_address=household_facts(request, visit)["shows_address"])
    record_export(
        HomeVisit,
        rows=1,
        fields=["findings", "needs", "advice"],
        address=request.path,
        reason=_("Hane ziyaret tutanağı"),
        by=by(request),
        row=visit,
    )
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"ziyaret-{visit.pk}.pdf", content_type="application/pdf")
