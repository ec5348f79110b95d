"""Breaches: the clock, the steps, and the people concerned."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.audit.words import timeline_of
from accounts.exports import export_list
from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy
from ..forms import BreachForm, NotifyForm, ViewedForm, WhyForm
from ..lists import BREACHES, CONCERNED, people_for_breach
from ..models import Breach
from ..services import breaches as services
from ..states import BREACH_STATES, BreachState
from ..subjects import SUBJECTS, Subject, everyone_sees_alike
from .rows import get_kind


@needs("privacy.view_breaches")
@BREACHES.personal
@live_page(shared=True)
def breach_list(request: HttpRequest) -> TemplateResponse:
    return BREACHES.respond(request, "privacy/breach_list.html")


@require_safe
@needs("privacy.view_breaches")
@live_page(shared=True)
def breach_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    breach = _get(pk)
    may_manage = policy.can_manage_breach(request.user)
    context = {
        "breach": breach,
        "data_kinds": breach.kinds_in_words,
        "people": breach.people.count(),
        "people_url": f"{reverse('privacy:concerned_list')}?breach={breach.pk}",
        "kinds": list(SUBJECTS.for_viewer(request.user)) if may_manage else [],
        "transitions": BREACH_STATES.from_state(breach.state) if may_manage else [],
        "history": timeline_of(breach),
        "may_manage": may_manage,
    }
    return TemplateResponse(request, "privacy/breach_detail.html", context)


@needs("privacy.view_breaches", "privacy.manage_breaches")
def breach_create(request: HttpRequest) -> HttpResponse:
    form = BreachForm(sent(request))
    if form.is_valid() and (breach := done(form, services.save_breach, breach=form.instance, by=by(request))):
        messages.success(request, _("İhlal kaydedildi; 72 saatlik süre işliyor."))
        return redirect(breach)
    return record_page(request, "privacy:breach", form)


@needs("privacy.view_breaches", "privacy.manage_breaches")
def breach_edit(request: HttpRequest, pk: int) -> HttpResponse:
    breach = _get(pk)
    form = BreachForm(sent(request), instance=breach)
    if form.is_valid() and changed(
        form, breach, by(request), lambda row: services.save_breach(breach=row, by=by(request))
    ):
        return tell_saved(request, form, breach)
    return record_page(request, "privacy:breach", form, breach)


@require_safe
@needs("privacy.view_breaches", "privacy.manage_breaches")
@live_page(shared=True)
def breach_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    return news_page(request, BreachForm(instance=_get(pk)), outline, policy.can_manage_breach(request.user))


@needs("privacy.view_breaches", "privacy.manage_breaches")
def breach_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Take the next step: telling the authority asks when, other steps for a reason where the table says so."""
    breach = _get(pk)
    transition = BREACH_STATES.asked(breach.state, target)
    form: Any
    if target == BreachState.AUTHORITY:
        form, service = NotifyForm(sent(request)), services.notify_authority
    else:
        form = ReasonForm(sent(request), required=transition.needs_reason)
        service = partial(services.change_state, target=target)
    if form.is_valid() and done(form, service, breach=breach, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kaydedildi."))
        return redirect(breach)
    title = f"{transition.label}: {breach}"
    return action_page(request, form, title=title, label=transition.label, back=breach.get_absolute_url())


# The people concerned


@needs("privacy.view_breaches")
@CONCERNED.personal
@live_page(shared=True)
def concerned_list(request: HttpRequest) -> TemplateResponse:
    return CONCERNED.respond(request, "privacy/concerned_list.html")


@require_POST
@needs("privacy.view_breaches", "privacy.manage_breaches")
def concerned_export(request: HttpRequest) -> HttpResponseBase:
    """Hand out the contact list, which is recorded."""
    return export_list(request, CONCERNED, "privacy:concerned_list")


@needs("privacy.view_breaches", "privacy.manage_breaches")
def concerned_viewed(request: HttpRequest, pk: int) -> HttpResponse:
    """Add everybody whose masked or sensitive data somebody saw in a time."""
    breach = _get(pk)
    form = ViewedForm(sent(request))
    if request.method == "POST" and form.is_valid():
        added, files = services.add_whom_somebody_viewed(breach=breach, by=by(request), **form.cleaned_data)
        told = ngettext("%(count)d kişi eklendi.", "%(count)d kişi eklendi.", added) % {"count": added}
        if files:
            told += " " + _("Aynı sürede alınan liste dosyası: %(files)d. İçindekileri listelerden ekleyin.") % {
                "files": files
            }
        messages.success(request, told)
        return redirect(breach)
    title = _("Birinin baktığı herkesi ekle")
    return action_page(request, form, title=title, label=_("Ekle"), back=breach.get_absolute_url())


def _personal(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate the page as the room's own list of these people does."""

    @wraps(view)
    def personal_view(request: HttpRequest, pk: int, kind: str) -> Any:
        breach, subject = _get(pk), get_kind(kind)
        return people_for_breach(breach, subject).personal(view)(request, pk, kind)

    return personal_view


@needs("privacy.view_breaches", "privacy.manage_breaches")
@_personal
@live_page(shared=everyone_sees_alike)
def concerned_choose(request: HttpRequest, pk: int, kind: str) -> TemplateResponse:
    """The room's own list, with its filters, to tick those concerned."""
    breach, subject = _get(pk), get_kind(kind)
    return people_for_breach(breach, subject).respond(
        request, "privacy/concerned_choose.html", {"breach": breach, "kind": subject}
    )


@needs("privacy.view_breaches", "privacy.manage_breaches")
def concerned_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add those who were ticked, or all that the list's address asks for; `key` names breach and kind."""
    breach, subject = _read(key)
    back = reverse("privacy:concerned_choose", args=[breach.pk, subject.key])
    listing = people_for_breach(breach, subject).bind(request, back)
    people = list(listing.picked(request.GET).values_list("pk", flat=True))
    form = WhyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        count = services.add_people(breach=breach, kind=subject, people=people, by=by(request), **form.cleaned_data)
        told = ngettext("%(count)d kişi eklendi.", "%(count)d kişi eklendi.", count)
        messages.success(request, told % {"count": count})
        return redirect(breach)
    title = ngettext("%(count)d kişiyi ekle", "%(count)d kişiyi ekle", len(people)) % {"count": len(people)}
    return action_page(request, form, title=title, label=_("Ekle"), back=breach.get_absolute_url())


def _read(key: str) -> tuple[Breach, Subject]:
    breach, _sign, kind = key.partition("-")
    return _get(whole_number(breach) or 0), get_kind(kind)


@needs("privacy.view_breaches", "privacy.manage_breaches")
def concerned_remove(request: HttpRequest, key: str) -> HttpResponse:
    """Take those who were ticked off the list of those concerned."""
    if key != CONCERNED.bulk[0].key:
        raise Http404
    listing = CONCERNED.bind(request, reverse("privacy:concerned_list"))
    people = listing.picked(request.GET)
    if request.method == "POST":
        count = services.remove_people(people=people, by=by(request))
        told = ngettext("%(count)d kişi listeden çıkarıldı.", "%(count)d kişi listeden çıkarıldı.", count)
        messages.success(request, told % {"count": count})
        return redirect(listing.state.url())
    context = {"count": people.count(), "back": listing.state.url()}
    return TemplateResponse(request, "privacy/concerned_remove.html", context)


def _get(pk: int) -> Breach:
    return get_object_or_404(Breach.objects.select_related("by"), pk=pk)
