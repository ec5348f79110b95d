"""Sessions: one's own, and those of people whom one manages."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kafkasder.core.saving import form_page, sent
from kafkasder.live import live_page

from .. import policy
from ..forms import EndSessionsForm, SessionLimitsForm
from ..guards import needs
from ..models import Session, User
from ..services import sessions as services
from ..services.session_limits import set_session_limits


@require_safe
@needs()
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Lead to the page whose address says which of the sessions is this one: an update knows no session."""
    return redirect("accounts:own_session_list", number_of(request))


@require_safe
@needs()
@live_page(shared=False)
def own_session_list(request: HttpRequest, here: int) -> TemplateResponse:
    rows = sorted(Session.objects.of(request.user), key=lambda row: row.pk != here)
    return TemplateResponse(request, "accounts/own_sessions.html", {"sessions": rows, "here": here})


@require_POST
@needs()
def own_session_end(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.of(request.user), pk=pk)
    if session.pk == number_of(request):
        logout(request)
        return redirect("account_login")
    services.end_session(session=session, by=cast(User, request.user))
    messages.success(request, _("Oturum kapatıldı: %(device)s") % {"device": session.device})
    return redirect("accounts:own_sessions")


@require_POST
@needs()
def own_sessions_end(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    number = services.end_all_sessions(user=user, by=user, keep=number_of(request))
    messages.success(request, _ended(number))
    return redirect("accounts:own_sessions")


@needs("accounts.manage_users")
def user_sessions_end(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = EndSessionsForm(sent(request))
    if form.is_valid():
        note = form.cleaned_data["reason"]
        number = services.end_all_sessions(user=person, by=cast(User, request.user), note=note)
        messages.success(request, _ended(number))
        return redirect(person)
    return _end_page(request, form, person)


@needs("accounts.manage_users")
def user_session_end(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    person = _person(request, pk)
    session = get_object_or_404(Session.objects.of(person), pk=number)
    form = EndSessionsForm(sent(request))
    if form.is_valid():
        services.end_session(session=session, by=cast(User, request.user), note=form.cleaned_data["reason"])
        messages.success(request, _("Oturum kapatıldı: %(device)s") % {"device": session.device})
        return redirect(person)
    return _end_page(request, form, person, session=session)


@needs("accounts.change_security", recently=True)
def session_limits(request: HttpRequest) -> HttpResponse:
    """How long sessions of each role last. Not live: it shows nothing but the form."""
    form = SessionLimitsForm(sent(request))
    if form.is_valid():
        set_session_limits(limits=form.limits, by=cast(User, request.user))
        messages.success(request, _("Oturum süreleri kaydedildi."))
        return redirect("accounts:session_limits")
    return form_page(request, "accounts/session_limits.html", form)


def number_of(request: HttpRequest) -> int:
    """Return the number of the session in which somebody asks."""
    store: Any = request.session
    return cast(int, store.number)


def _person(request: HttpRequest, pk: int) -> User:
    person: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    policy.can_end_sessions(request.user, person).require()
    return person


def _ended(number: int) -> str:
    if not number:
        return _("Kapatılacak başka oturum yoktu.")
    return ngettext("%(number)s oturum kapatıldı.", "%(number)s oturum kapatıldı.", number) % {"number": number}


def _end_page(request: HttpRequest, form: Any, person: User, session: Session | None = None) -> TemplateResponse:
    return form_page(request, "accounts/session_end.html", form, person=person, session=session)
