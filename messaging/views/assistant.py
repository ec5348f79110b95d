"""Asking the assistant in a thread: what would be sent is shown first, and nothing else is sent."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.saving import UNPROCESSABLE, explaining, refuse, sent

from .. import policy, services
from ..forms import AskForm
from ..models import AssistantReply, Thread
from ..querysets import USE
from ..questions import Question, compose, compose_again
from ..services.asking import CHANGED
from ..shown_replies import reply_of
from .rows import get_message, get_thread

_SWITCH = {"ac": True, "kapat": False}


@require_POST
@needs(USE)
def assistant_switch(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Let the assistant into a thread or out of it; the address says which, so that two clicks mean the same."""
    if act not in _SWITCH:
        raise Http404
    return redirect(services.switch_assistant(thread=get_thread(request, pk), on=_SWITCH[act], by=by(request)))


@needs(USE, policy.ASK)
def assistant_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Show exactly what would be sent, and send it once it was confirmed and is still the same."""
    thread, user = get_thread(request, pk), by(request)
    policy.can_ask(user, thread).require()
    form = AskForm(sent(request))
    text, note, status = "", "", None
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["question"]
        if "send" in request.POST:
            reply, note = _asked(request, form, thread)
            if reply:
                return redirect(f"{thread.get_absolute_url()}#ileti-{reply.message.number}")
    if form.errors or note:
        status = UNPROCESSABLE
    context = {"thread": thread, "form": form, "note": note, **_preview(compose(thread, user, text))}
    return TemplateResponse(request, "messaging/assistant_ask.html", context, status=status)


def _asked(request: HttpRequest, form: AskForm, thread: Thread) -> tuple[AssistantReply | None, str]:
    """Ask; if that is refused the form says why, or the note that something else would be sent now."""
    asked = form.cleaned_data
    try:
        with explaining():
            reply = services.ask(
                thread=thread,
                text=asked["question"],
                mark=request.POST.get("mark", ""),
                key=asked["key"],
                by=by(request),
            )
    except ValidationError as refusal:
        if getattr(refusal, "code", "") == CHANGED:
            return None, str(_("Gönderilecek olan, gördüğünüzden beri değişti. Şimdi böyle; bakıp onaylayın."))
        refuse(form, refusal)
        return None, ""
    return reply, ""


@require_POST
@needs(USE)
def reply_stop(request: HttpRequest, pk: int) -> HttpResponse:
    reply = services.stop(reply=_get_reply(request, pk), by=by(request))
    return redirect(reply.message)


@require_POST
@needs(USE, policy.ASK)
def reply_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more what was asked; where something else would be sent now, that is shown first."""
    reply, user = _get_reply(request, pk), by(request)
    policy.can_ask_again(user, reply).require()
    mark, wrong, note = request.POST.get("mark") or reply.question_mark, "", ""
    try:
        with explaining():
            return redirect(services.ask_again(reply=reply, mark=mark, by=user).message)
    except ValidationError as refusal:
        if getattr(refusal, "code", "") == CHANGED:
            note = str(_("İlk sorulduğundan beri konuşma ya da ayarlar değişti. Şimdi bu gönderilecek."))
        else:
            wrong = " ".join(refusal.messages)
    context = {"message": reply.message, "wrong": wrong, "note": note, **_preview(compose_again(reply, user))}
    return TemplateResponse(request, "messaging/assistant_again.html", context, status=UNPROCESSABLE)


def _get_reply(request: HttpRequest, pk: int) -> AssistantReply:
    reply = reply_of(get_message(request, pk))
    if reply is None:
        raise Http404
    return reply


def _preview(question: Question) -> dict[str, Any]:
    system, *said = question.messages
    return {"question": question, "rules": system["content"], "said": said, "hidden": question.kept.items()}
