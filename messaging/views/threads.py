"""Threads: one's list, one of them, the parts of it, and opening new ones."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.numbers import whole_number
from kafkasder.core.references import REFERENCES, card_for
from kafkasder.core.saving import action_page, done, form_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms import ForkForm, NewThreadForm
from ..models import Draft, Thread
from ..querysets import USE
from ..shown import BEFORE_ASKED, PAGE, bubbles_of, heading_of, listing_of, messages_of, readers_of, window_of
from ..shown_replies import bar_of
from .rows import get_message, get_own_row, get_thread


@require_safe
@needs(USE)
@live_page(shared=False)
def thread_list(request: HttpRequest) -> TemplateResponse:
    """Show the viewer's threads; beside them, on a wide screen, an empty place for one."""
    archived = request.GET.get("durum") == "arsiv"
    return TemplateResponse(
        request, "messaging/thread_list.html", {"listing": listing_of(request.user, archived=archived)}
    )


@require_safe
@needs(USE)
@live_page(shared=False)
def thread_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show a thread. Its messages are a live part of their own, so that a message draws no frame anew."""
    thread, user = get_thread(request, pk), by(request)
    first = _first(request, thread)
    context = _head(user, thread) | {
        "thread": thread,
        "first": first,
        "row": get_own_row(request, thread),
        "key": uuid4(),
        "first_asked": first + BEFORE_ASKED,
        "may_write": policy.can_write(user, thread),
        "may_change": policy.can_change_thread(user, thread).allowed,
        "may_leave": policy.can_leave(user, thread).allowed,
        "assistant": bar_of(user, thread),
        "draft": None,
        "listing": None,
    }
    if getattr(request, "live", None) is None:  # else list, messages and composer are not drawn
        context |= _stream(request, thread, first)
        context["draft"] = Draft.objects.filter(user=user, thread=thread).first()
        context["listing"] = listing_of(user)
    return TemplateResponse(request, "messaging/thread_detail.html", context)


@require_safe
@needs(USE)
@live_page(shared=True, circle=policy.who_see)
def stream_part(request: HttpRequest, pk: int) -> TemplateResponse:
    """Draw the messages from `?bas=` on, and who has read them: once for all who see the thread."""
    thread = get_object_or_404(Thread, pk=pk)
    return TemplateResponse(request, "messaging/stream_part.html", _stream(request, thread, _first(request, thread)))


@require_safe
@needs(USE)
@live_page(shared=True, circle=policy.who_see)
def older_part(request: HttpRequest, pk: int, before: int) -> TemplateResponse:
    """Draw the messages before a number, which stay live like the newest ones."""
    thread = get_object_or_404(Thread, pk=pk)
    first = max(1, before - PAGE)
    bubbles = bubbles_of(*messages_of(thread, first, before), request.user, thread)
    context = {"thread": thread, "first": first, "before": before, "bubbles": bubbles}
    return TemplateResponse(request, "messaging/older_part.html", context)


@needs(USE)
def thread_create(request: HttpRequest) -> HttpResponse:
    """Open a thread: with one person theirs, with several or none a group. The form has the draft of it."""
    user = by(request)
    draft = Draft.objects.filter(user=user, thread=None).first()
    form = NewThreadForm(sent(request), by=user, initial={"text": draft.text if draft else ""})
    if form.is_valid() and (thread := done(form, services.open_thread, by=user, **form.cleaned_data)):
        return redirect(thread)
    return form_page(request, "messaging/thread_create.html", form)


@require_POST
@needs(USE)
def record_open(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Go to the thread about a record of the panel, which is opened by whoever comes first."""
    if kind not in REFERENCES or kind == Thread.REFERENCE or card_for(request.user, kind, pk) is None:
        raise Http404
    return redirect(services.open_record(kind=kind, pk=pk, by=by(request)))


@needs(USE)
def message_fork(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on from a message in a thread of one's own."""
    message = get_message(request, pk)
    form = ForkForm(sent(request))
    if form.is_valid() and (
        thread := done(form, services.fork_thread, message=message, by=by(request), **form.cleaned_data)
    ):
        messages.success(request, _("Yeni konuşma açıldı; şimdilik yalnız siz varsınız."))
        return redirect(thread)
    return action_page(
        request,
        form,
        title=_("Buradan yeni konuşma ayır"),
        label=_("Ayır"),
        back=message.get_absolute_url(),
        text=_("Bu iletiye kadar yazılanlar, ekleriyle birlikte yeni konuşmaya kopyalanır."),
    )


def _first(request: HttpRequest, thread: Thread) -> int:
    """Return the number from which on the page shows messages: what its address says, else the newest page."""
    asked = whole_number(request.GET.get("bas", ""))
    return window_of(thread, asked)


def _stream(request: HttpRequest, thread: Thread, first: int) -> dict[str, Any]:
    above, found = messages_of(thread, first)
    last_shown = found[-1].number if found else 0
    return {
        "thread": thread,
        "first": first,
        "bubbles": bubbles_of(above, found, request.user, thread),
        "readers": readers_of(thread, found[-1] if found else None),
        "last_shown": last_shown,
        "is_cut": last_shown < thread.last_number,
    }


def _head(user: Any, thread: Thread) -> dict[str, Any]:
    heading = heading_of(user, thread)
    return {"name": heading.name, "people": heading.people, "more_people": heading.more, "card": heading.card}
