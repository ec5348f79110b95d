"""Leading an application on: its stages and decisions, the committee's votes, what is asked for, and papers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, form_page, sent, tell_saved
from kafkasder.core.states import Transition
from tasks.views.ways import way_back

from .. import policy, services
from ..choices import DecisionKind
from ..deciding import facts_for
from ..forms.applications_asked import AskedForm, PaperForm
from ..forms.applications_deciding import DecisionForm, MoveForm, VoteForm
from ..models import AidApplication, AskedAid
from ..services.decisions import CHANGED_MEANWHILE, STAGE_OF
from ..states import STAGES, Stage
from .applications_detail import allowed_transitions
from .applications_rows import SEE, WRITING, get_application, get_asked, get_paper, needs_one

JSON = "application/json"  # what the script of the board asks for
_KIND_OF = {stage: DecisionKind(kind) for kind, stage in STAGE_OF.items()}


@needs(*SEE)
@needs_one(*policy.LEADING)
def application_stage(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Lead an application to a stage: by a decision where the table says so, else with a reason at most."""
    application = get_application(request, pk)
    if request.method == "POST" and not STAGES.leads(application.stage, target) and target in Stage.values:
        return _too_late(request, application)
    transition = STAGES.asked(application.stage, target)
    if transition.asks_more:
        return _decide(request, application, transition)
    policy.can_change_stage(request.user, application, target).require()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid():
        moved = _at_once(
            request, form, services.change_stage, application=application, target=target, **form.cleaned_data
        )
        if isinstance(moved, HttpResponse):
            return moved
        if moved:
            _tell_stage(request, moved)
            return redirect(way_back(request, moved.get_absolute_url()))
    title = f"{transition.label}: {application}"
    return action_page(request, form, title=title, label=transition.label, back=application.get_absolute_url())


def _at_once(request: HttpRequest, form: Any, service: Any, application: AidApplication, **arguments: Any) -> Any:
    """Return what a service did; a page that tells so where somebody else was faster, None where the form says why."""
    try:
        result = done(form, service, application=application, by=by(request), **arguments)
    except PermissionDenied:
        now = AidApplication.objects.visible_to(request.user).filter(pk=application.pk).first()
        if now is None or now.stage == application.stage:
            raise
        return _too_late(request, now)
    if result is None and form.has_error(NON_FIELD_ERRORS, CHANGED_MEANWHILE):
        messages.error(request, str(form.non_field_errors()[0]))
        return redirect(application)
    return result


def _too_late(request: HttpRequest, application: AidApplication) -> HttpResponse:
    """Tell somebody whose step was overtaken by another's how far the application is now."""
    told = _("Bu arada başkası ilerletti: %(number)s artık “%(stage)s” aşamasında. Sizinki kaydedilmedi.")
    messages.error(request, told % {"number": application.number, "stage": application.get_stage_display()})
    return redirect(application)


def _tell_stage(request: HttpRequest, application: AidApplication) -> None:
    told = _("%(number)s artık “%(stage)s” aşamasında.")
    messages.success(request, told % {"number": application.number, "stage": application.get_stage_display()})


def _decide(request: HttpRequest, application: AidApplication, transition: Transition) -> HttpResponse:
    policy.can_decide(request.user, application).require()
    kind = _KIND_OF[transition.target]
    form = DecisionForm(sent(request), application=application, kind=kind)
    if form.is_valid():
        decision = _at_once(request, form, services.decide, application=application, **form.arguments)
        if isinstance(decision, HttpResponse):
            return decision
        if decision:
            application.refresh_from_db()
            _tell_stage(request, application)
            return redirect(application)
    return form_page(
        request,
        "aid/application_decide.html",
        form,
        application=application,
        transition=transition,
        facts=facts_for(application, request.user),
        tally=services.tally_of(application) if application.stage == Stage.COMMITTEE else None,
    )


@needs(*SEE, policy.VOTE)
def application_vote(request: HttpRequest, pk: int) -> HttpResponse:
    application, who = get_application(request, pk), by(request)
    policy.can_vote(who, application).require()
    mine = application.votes.filter(member=who).order_by("-round").first()
    said = {"vote": mine.vote, "dissent": mine.dissent} if mine else {}
    form = VoteForm(sent(request), initial=said | {"seen": application.version})
    if form.is_valid():
        vote = _at_once(request, form, services.vote, application=application, **form.cleaned_data)
        if isinstance(vote, HttpResponse):
            return vote
        if vote:
            messages.success(request, _("Oyunuz kaydedildi: %(vote)s.") % {"vote": vote.get_vote_display()})
            return redirect(application)
    title = _("Komisyon oyu: %(application)s") % {"application": application}
    text = _("Karara kadar oyunuzu değiştirebilirsiniz; karşı oyun gerekçesi kararla birlikte saklanır.")
    return action_page(
        request, form, title=title, label=_("Oyu kaydet"), back=application.get_absolute_url(), text=text
    )


@needs(*SEE)
@needs_one(*policy.LEADING)
def application_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a card of the board: for its script, which wants no page, or by a small page with the same choices."""
    application = get_application(request, pk)
    ways = allowed_transitions(application, request.user)
    if request.headers.get("Accept") == JSON:
        return _move_for_script(request, application, ways)
    if not ways:
        raise PermissionDenied
    form = MoveForm(sent(request), stages=[(each.target, each.label) for each in ways])
    back = way_back(request, reverse("aid:application_board"))
    if form.is_valid():
        target = form.cleaned_data["stage"]
        if STAGES.asked(application.stage, target).asks_more:
            return redirect(reverse("aid:application_stage", args=[pk, target]))
        reason = form.cleaned_data["reason"]
        moved = _at_once(request, form, services.change_stage, application=application, target=target, reason=reason)
        if isinstance(moved, HttpResponse):
            return moved
        if moved:
            _tell_stage(request, moved)
            return redirect(back)
    return action_page(
        request, form, title=_("Taşı: %(application)s") % {"application": application}, label=_("Taşı"), back=back
    )


def _move_for_script(request: HttpRequest, application: AidApplication, ways: list[Transition]) -> JsonResponse:
    """Answer what became of a dropped card: `said` tells why it goes back, `ask` is the page that asks for more."""
    target = request.POST.get("state", "")
    transition = next((each for each in ways if each.target == target), None)
    if target == application.stage:
        return _refused(_("Kartlar başvuru tarihine göre durur."))
    if transition is None:
        return _refused(_("Bu aşamadan o aşamaya geçemezsiniz."))
    if transition.asks_more or transition.needs_reason:
        address = reverse("aid:application_stage", args=[application.pk, target])
        return JsonResponse({"ask": f"{address}?next={reverse('aid:application_board')}"}, status=422)
    form = forms.Form({})
    form.is_valid()
    moved = _at_once(request, form, services.change_stage, application=application, target=target)
    if isinstance(moved, HttpResponse):
        return _refused(_("Bu arada başkası ilerletti; kart yerine döndü."))
    return JsonResponse({}) if moved else _refused(" ".join(map(str, form.non_field_errors())))


def _refused(said: str) -> JsonResponse:
    return JsonResponse({"said": said}, status=422)


# What is asked for


@needs(*SEE)
@needs_one(*WRITING)
def asked_add(request: HttpRequest, pk: int) -> HttpResponse:
    application, who = get_application(request, pk), by(request)
    policy.can_change_application(who, application).require()
    form = AskedForm(sent(request), instance=AskedAid(), by=who, household=application.household)
    if form.is_valid() and done(form, services.save_asked, asked=form.instance, application=application, by=who):
        messages.success(request, _("İstenen yardım eklendi."))
        return redirect(application)
    return _asked_page(request, form, application, _("İstenen yardım ekle"))


@needs(*SEE)
@needs_one(*WRITING)
def asked_edit(request: HttpRequest, pk: int) -> HttpResponse:
    asked, who = get_asked(request, pk), by(request)
    application = asked.application
    policy.can_change_application(who, application).require()
    form = AskedForm(sent(request), instance=asked, by=who, household=application.household)
    if form.is_valid() and changed(
        form, asked, who, lambda row: services.save_asked(asked=row, application=application, by=who)
    ):
        return tell_saved(request, form, application)
    return _asked_page(request, form, application, _("İstenen yardımı düzenle"))


def _asked_page(request: HttpRequest, form: AskedForm, application: AidApplication, title: str) -> HttpResponse:
    context = {"application": application, "title": title, "back": application.get_absolute_url()}
    return form_page(request, "aid/application_asked_form.html", form, **context)


@needs(*SEE)
@needs_one(*WRITING)
def asked_remove(request: HttpRequest, pk: int) -> HttpResponse:
    asked, who = get_asked(request, pk), by(request)
    application = asked.application
    policy.can_change_application(who, application).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.remove_asked, asked=asked, by=who):
        messages.success(request, _("İstenen yardım çıkarıldı."))
        return redirect(application)
    title = _("İstenenlerden çıkar: %(asked)s") % {"asked": asked}
    return action_page(request, form, title=title, label=_("Çıkar"), back=application.get_absolute_url())


# Papers


@needs(*SEE)
@needs_one(*WRITING)
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    application, who = get_application(request, pk), by(request)
    policy.can_ask_papers(who, application).require()
    form = PaperForm(sent(request))
    if form.is_valid() and done(form, services.ask_paper, paper=form.instance, application=application, by=who):
        messages.success(request, _("Evrak istendi."))
        return redirect(application)
    title = _("Evrak iste: %(application)s") % {"application": application}
    return action_page(request, form, title=title, label=_("İste"), back=application.get_absolute_url())


@require_POST
@needs(*SEE)
@needs_one(*WRITING)
def paper_mark(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Say that a paper came, that it did not after all, or that it is asked for no more."""
    paper, who = get_paper(request, pk), by(request)
    application = paper.application
    if what == "kaldir":
        services.remove_paper(paper=paper, by=who)
        messages.success(request, _("Evrak isteği kaldırıldı."))
    elif what in ("geldi", "gelmedi"):
        services.receive_paper(paper=paper, by=who, received=what == "geldi")
        messages.success(request, _("Evrak geldi.") if what == "geldi" else _("Evrak yeniden bekleniyor."))
    else:
        raise Http404
    return redirect(application)
