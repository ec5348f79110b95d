"""Messages: sent, read, corrected, deleted."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.automatic import automatic
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import UNPROCESSABLE, action_page, done, explaining, sent

from .. import policy, services
from ..forms import EditForm, SendForm
from ..models import Attachment, Message, Thread
from ..people import names_like
from ..querysets import USE
from .own_tab import from_own_tab
from .rows import get_message, get_thread

_MOST_NAMES = 8


@require_POST
@needs(USE)
@from_own_tab
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a message. A script gets its number as JSON, or why it was refused; a form is led back to the thread."""
    thread = get_thread(request, pk)
    form = SendForm(request.POST, request.FILES, thread=thread, by=by(request))
    if form.is_valid() and (message := _sent(request, form, thread)):
        if _wants_json(request):
            return JsonResponse({"number": message.number, "key": str(message.client_key)})
        return redirect(f"{thread.get_absolute_url()}#ileti-{message.number}")
    if _wants_json(request):
        return JsonResponse({"errors": [str(each) for each in form.all_errors]}, status=UNPROCESSABLE)
    back = thread.get_absolute_url()
    return action_page(request, form, title=_("Gönderilemedi"), label=_("Yeniden gönder"), back=back)


def _sent(request: HttpRequest, form: SendForm, thread: Thread) -> Message | None:
    who = by(request)
    added: list[Attachment] = []
    asked = form.cleaned_data
    try:
        if not Message.objects.filter(author=who, client_key=asked["key"]).exists():  # else it is sent already
            added.extend(services.add_attachment(thread=thread, upload=each, by=who) for each in asked["uploads"])
        with explaining():
            return services.send(
                thread=thread,
                text=asked["text"],
                key=asked["key"],
                reply_to=asked["reply_to"],
                attachments=[*asked["attachments"], *added],
                by=who,
            )
    except ValidationError as refusal:
        for file in added:
            services.remove_attachment(file=file, by=who)
        form.refuse(refusal)
        return None


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


@automatic
@require_POST
@needs(USE)
@from_own_tab
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how far the viewer has read, as their script tells when the messages were on the screen."""
    thread = get_thread(request, pk)
    number = whole_number(request.POST.get("number", "")) or 0
    services.mark_read(thread=thread, number=number, by=by(request))
    return HttpResponse(status=204)


@require_safe
@needs(USE)
def mention_names(request: HttpRequest, pk: int) -> JsonResponse:
    """Suggest whom a message may call: people of the thread, or who see the record that it is about."""
    thread = get_thread(request, pk)
    return JsonResponse({"names": names_like(request.GET.get("ad", ""), thread, by(request), _MOST_NAMES)})


@needs(USE)
def message_edit(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_message(request, pk)
    policy.can_edit(request.user, message).require()
    form = EditForm(sent(request), initial={"text": message.text})
    if form.is_valid() and done(form, services.edit_message, message=message, by=by(request), **form.cleaned_data):
        return redirect(message)
    return action_page(request, form, title=_("İletiyi düzelt"), label=_("Kaydet"), back=message.get_absolute_url())


@needs(USE)
def message_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, for words and files of a deleted message do not come back."""
    message = get_message(request, pk)
    policy.can_delete(request.user, message).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.delete_message, message=message, by=by(request)):
        if request.headers.get("HX-Request"):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the thread stands open and is live
        messages.success(request, _("İleti silindi."))
        return redirect(message)
    return action_page(
        request,
        form,
        title=_("İletiyi sil"),
        label=_("Sil"),
        back=message.get_absolute_url(),
        text=_("Metni, önceki halleri ve dosyaları herkes için silinir, geri getirilemez. İletinin silindiği görünür."),
    )


@require_safe
@needs(USE)
def message_edits(request: HttpRequest, pk: int) -> TemplateResponse:
    """Show what a message said before. Not live: it opens for a moment in the dialog, and tells of the past."""
    message = get_message(request, pk)
    context: dict[str, Any] = {"message": message, "edits": message.edits.all()}
    return TemplateResponse(request, "messaging/message_edits.html", context)
