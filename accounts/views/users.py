"""Managing users."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kafkasder.core import toasts
from kafkasder.core.identifiers import format_phone
from kafkasder.core.saving import changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import identity, policy
from ..audit.words import timeline_of
from ..forms import ExtraVerbsForm, FactorResetForm, UserForm
from ..guards import by, needs
from ..lists import USERS, state_of
from ..models import Session, User
from ..reasons import ended_sources_of, sources_of
from ..services import factor, lockout
from ..services import users as services
from ..words import factor_in_words


@needs("accounts.manage_users")
@USERS.personal
@live_page(shared=True)
def user_list(request: HttpRequest) -> TemplateResponse:
    return USERS.respond(request, "accounts/user_list.html")


@needs("accounts.manage_users")
@live_page(shared=False)
def user_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    person, viewer = _person(request, pk), request.user
    locked_until = lockout.locked_until(person)
    context = {
        "person": person,
        "state": state_of(person),
        "locked_until": locked_until,
        "sources": sources_of(person),
        "ended": ended_sources_of(person),
        "phone": format_phone(person.phone),
        "sessions": Session.objects.of(person) if policy.can_manage(viewer, person) else (),
        "factor": factor_in_words(person),
        "history": timeline_of(person),
        "may": {
            "edit": policy.can_manage(viewer, person),
            "sessions": policy.can_end_sessions(viewer, person),
            "verbs": policy.can_set_extra_verbs(viewer, person, ()),
            "deactivate": policy.can_deactivate(viewer, person),
            "reactivate": policy.can_reactivate(viewer, person),
            "invite": policy.can_invite_again(viewer, person),
            "unlock": policy.can_unlock(viewer, person, locked_until),
            "reset_factor": policy.can_reset_factor(viewer, person),
        },
    }
    return TemplateResponse(request, "accounts/user_detail.html", context)


@needs("accounts.manage_users")
def user_invite(request: HttpRequest) -> HttpResponse:
    form = UserForm(sent(request), by=by(request))
    if form.is_valid() and form.changes_access and (page := identity.question(request)):
        return page
    if form.is_valid() and (
        user := done(form, services.invite_user, by=by(request), site=_site(request), **form.values)
    ):
        messages.success(request, _("%(name)s davet edildi.") % {"name": user})
        return redirect(user)
    return record_page(request, "accounts:user", form, title=_("Kullanıcı davet et"))


@needs("accounts.manage_users")
def user_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    policy.can_manage(request.user, person).require()
    form = UserForm(sent(request), instance=person, by=by(request))
    if form.is_valid() and form.changes_access and (page := identity.question(request)):
        return page
    if form.is_valid() and changed(
        form, person, by(request), lambda row: services.change_user(user=row, by=by(request), **form.values)
    ):
        return tell_saved(request, form, person)
    return record_page(request, "accounts:user", form, person, title=_("Kullanıcıyı düzenle"))


@require_safe
@needs("accounts.manage_users")
@live_page(shared=False)
def user_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Tell whoever has the form of a user open what others saved since."""
    person = _person(request, pk)
    form = UserForm(instance=person, by=by(request))
    return news_page(request, form, outline, policy.can_manage(request.user, person))


@needs("accounts.manage_users", "accounts.give_extra_verbs", recently=True)
def user_verbs(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    policy.can_set_extra_verbs(request.user, person, ()).require()
    form = ExtraVerbsForm(sent(request), user=person)
    if form.is_valid():
        try:
            services.set_extra_verbs(user=person, verbs=form.verbs, by=by(request), reason=form.cleaned_data["reason"])
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ek yetkiler kaydedildi."))
            return redirect(person)
    return form_page(request, "accounts/user_verbs.html", form, person=person)


@require_POST
@needs("accounts.manage_users")
def user_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    if _did(request, services.deactivate_user, user=person, reason=request.POST.get("reason", "")):
        toasts.undo(request, _("%(name)s kapatıldı.") % {"name": person}, f"{person.get_absolute_url()}ac/")
    return redirect(person)


@require_POST
@needs("accounts.manage_users")
def user_reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    if _did(request, services.reactivate_user, user=person):
        messages.success(request, _("%(name)s yeniden açıldı.") % {"name": person})
    return redirect(person)


@require_POST
@needs("accounts.manage_users")
def user_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    if _did(request, lockout.unlock_user, user=person):
        messages.success(request, _("%(name)s yeniden giriş yapabilir.") % {"name": person})
    return redirect(person)


@require_POST
@needs("accounts.manage_users")
def user_invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    if _did(request, services.invite_again, user=person, site=_site(request)):
        messages.success(request, _("Davet yeniden gönderildi."))
    return redirect(person)


@require_POST
@needs("accounts.manage_users", recently=True)
def user_reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor from somebody who lost the phone and the codes."""
    person = _person(request, pk)
    form = FactorResetForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("İkinci adımı sıfırlamak için nedenini yazın."))
    elif _did(request, factor.reset_factor, user=person, reason=form.cleaned_data["reason"], request=request):
        messages.success(request, _("%(name)s için ikinci adım sıfırlandı.") % {"name": person})
    return redirect(person)


def _person(request: HttpRequest, pk: int) -> User:
    person: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return person


def _did(request: HttpRequest, service: Callable[..., None], /, **arguments: Any) -> bool:
    """Run a service for the signed-in person; if it is refused, which a page may not know yet, say why."""
    try:
        service(by=by(request), **arguments)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
