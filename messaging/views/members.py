"""Who is in a thread."""

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms import MembersForm, TitleForm
from ..models import Thread
from ..querysets import USE
from ..shown import heading_of
from .rows import get_thread


@require_safe
@needs(USE)
@live_page(shared=False)
def member_list(request: HttpRequest, pk: int) -> TemplateResponse:
    thread = get_thread(request, pk)
    context = {
        "thread": thread,
        "name": heading_of(request.user, thread).name,
        "members": thread.members.select_related("user", "added_by").order_by("user__name_key", "pk"),
        "may_change": policy.can_change_thread(request.user, thread).allowed,
    }
    return TemplateResponse(request, "messaging/member_list.html", context)


@needs(USE)
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    policy.can_change_thread(request.user, thread).require()
    form = MembersForm(sent(request), by=by(request), thread=thread)
    if form.is_valid() and done(form, services.add_members, thread=thread, by=by(request), **form.cleaned_data):
        messages.success(request, _("Eklendi."))
        return redirect(thread)
    return action_page(
        request,
        form,
        title=_("Gruba kişi ekle"),
        label=_("Ekle"),
        back=thread.get_absolute_url(),
        text=_("Eklenenler, daha önce yazılanları da okur."),
    )


@require_POST
@needs(USE)
def member_remove(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    thread = get_thread(request, pk)
    who = get_object_or_404(get_user_model()._default_manager.filter(thread_memberships__thread=thread), pk=user)
    services.remove_member(thread=thread, user=who, by=by(request))
    messages.success(request, _("Gruptan çıkarıldı."))
    return redirect(thread)


@needs(USE)
def thread_rename(request: HttpRequest, pk: int) -> HttpResponse:
    thread = get_thread(request, pk)
    policy.can_change_thread(request.user, thread).require()
    form = TitleForm(sent(request), initial={"title": thread.title})
    if form.is_valid() and done(form, services.rename_thread, thread=thread, by=by(request), **form.cleaned_data):
        return redirect(thread)
    return action_page(request, form, title=_("Konuşmanın adı"), label=_("Kaydet"), back=thread.get_absolute_url())


@needs(USE)
def thread_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, for nobody comes back to a group by themselves."""
    thread = get_thread(request, pk)
    policy.can_leave(request.user, thread).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.leave, thread=thread, by=by(request)):
        messages.success(request, _("Konuşmadan ayrıldınız."))
        return redirect("messaging:thread_list")
    return action_page(
        request,
        form,
        title=_("Konuşmadan ayrıl"),
        label=_("Ayrıl"),
        back=thread.get_absolute_url(),
        text=_leaving(thread),
    )


def _leaving(thread: Thread) -> str:
    if thread.is_about_record:
        return _("Konuşma listenizden çıkar. Kaydı gördüğünüz sürece kaydın sayfasından yeniden açabilirsiniz.")
    return _("Bu konuşmayı artık okuyamazsınız. Yeniden katılmanız için grubu yönetenin sizi eklemesi gerekir.")
