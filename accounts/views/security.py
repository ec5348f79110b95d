"""The security pages: what happened, reviewing it, and the settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kafkasder.core import toasts
from kafkasder.core.policy import ALLOWED
from kafkasder.core.saving import Refused, form_page, merge, news_page, saving, sent, tell_saved
from kafkasder.live import live_page

from ..audit import history
from ..exports import export_list
from ..forms.security import ReviewForm, SecuritySettingsForm
from ..guards import by, needs
from ..lists import EVENTS
from ..models import SecurityEvent, SecuritySettings, Severity, User
from ..security import words
from ..security.banner import unreviewed_suspicions
from ..services.reviews import reopen_events, review_events
from ..services.security_settings import change_security_settings, locked_settings

_LIST = "accounts:security_list"
BULK: dict[str, type[forms.Form]] = {"incele": ReviewForm, "geri-al": forms.Form}


@needs("accounts.view_security")
@EVENTS.personal
@live_page(shared=True)
def security_list(request: HttpRequest) -> TemplateResponse:
    return EVENTS.respond(request, "accounts/security_list.html")


@require_POST
@needs("accounts.view_security")
def security_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, EVENTS, _LIST)


@needs("accounts.view_security")
@live_page(shared=True)
def security_event(request: HttpRequest, pk: int) -> TemplateResponse:
    event = get_object_or_404(SecurityEvent.objects.select_related("user", "by", "reviewed_by"), pk=pk)
    context = {
        "event": event,
        "summary": words.summary(event),
        "facts": words.facts(event),
        "tone": words.TONES[Severity(event.severity)],
        "is_named": bool(event.user and request.user.has_perm("accounts.manage_users")),
    }
    return TemplateResponse(request, "accounts/security_event.html", context)


@require_safe
@needs("accounts.view_security")
@live_page(shared=True)
def security_banner(request: HttpRequest) -> TemplateResponse:
    """Tell how much that is suspicious waits for a review: the bar that every page of its readers carries."""
    return TemplateResponse(request, "accounts/_security_banner.html", {"told": unreviewed_suspicions()})


@require_POST
@needs("accounts.view_security", "accounts.review_security")
def security_review(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(SecurityEvent, pk=pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Not en çok 500 karakter olabilir."))
    elif review_events(events=SecurityEvent.objects.filter(pk=pk), by=request.user, **form.cleaned_data):
        toasts.undo(request, _("Olay incelendi olarak işaretlendi."), reverse("accounts:security_reopen", args=[pk]))
    else:
        messages.info(request, _("Bu olayı başka biri zaten incelemiş."))
    return redirect(event)


@require_POST
@needs("accounts.view_security", "accounts.review_security")
def security_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(SecurityEvent, pk=pk)
    if reopen_events(events=SecurityEvent.objects.filter(pk=pk), by=request.user):
        messages.success(request, _("İnceleme geri alındı."))
    return redirect(event)


@needs("accounts.view_security", "accounts.review_security")
def security_bulk(request: HttpRequest, action: str) -> HttpResponse:
    """Ask what to do with the ticked events, or with all that the list shows, and do it; a form, so not live."""
    if action not in BULK:
        raise Http404
    listing = EVENTS.bind(request, reverse(_LIST))
    events = listing.picked(request.GET)
    form = BULK[action](sent(request))
    if form.is_valid():
        messages.success(request, _done(action, events, request.user, form.cleaned_data))
        return redirect(listing.state.url())
    return form_page(
        request,
        "accounts/security_bulk.html",
        form,
        label=next(each.label for each in EVENTS.bulk if each.key == action),
        count=events.filter(reviewed_at__isnull=action == "incele").count(),
        back=listing.state.url(),
    )


def _done(action: str, events: Any, by: Any, cleaned: dict[str, Any]) -> str:
    if action == "incele":
        count = review_events(events=events, by=by, **cleaned)
        return _("%(count)d olay incelendi olarak işaretlendi.") % {"count": count}
    return _("%(count)d olayın incelemesi geri alındı.") % {"count": reopen_events(events=events, by=by)}


@needs("accounts.change_security", recently=True)
def security_settings(request: HttpRequest) -> HttpResponse:
    row = SecuritySettings.current()
    form = SecuritySettingsForm(sent(request), instance=row)
    if form.is_valid() and _changed(form, by(request)):
        return tell_saved(request, form, "accounts:security_settings")
    outline = form.outline
    news_url = reverse("accounts:security_settings_news", args=[outline]) if outline else ""
    context = {"record": row, "news_url": news_url, "cancel": reverse("home"), "latest": history(row).first()}
    return form_page(request, "accounts/security_settings.html", form, **context)


def _changed(form: SecuritySettingsForm, user: User) -> bool:
    """Do as `saving.changed` does; the one row of settings may not be there yet."""
    try:
        with saving(form):
            merge(form, locked_settings())
            change_security_settings(by=user, **form.values)
    except Refused:
        return False
    return True


@require_safe
@needs("accounts.change_security")
@live_page(shared=True)
def security_settings_news(request: HttpRequest, outline: str) -> TemplateResponse:
    """Tell whoever has the settings open what others saved since."""
    return news_page(request, SecuritySettingsForm(instance=SecuritySettings.current()), outline, ALLOWED)
