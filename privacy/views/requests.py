"""Requests: recorded, checked, worked on, answered."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy
from ..forms import AnswerForm, IdentityForm, RequestForm
from ..lists import REQUESTS
from ..models import DataRequest
from ..services import requests as services
from ..states import REQUEST_STATES, RequestState
from .rows import get_subject


@needs("privacy.view_requests")
@REQUESTS.personal
@live_page(shared=True)
def request_list(request: HttpRequest) -> TemplateResponse:
    return REQUESTS.respond(request, "privacy/request_list.html")


@require_safe
@needs("privacy.view_requests")
@live_page(shared=True)
def request_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    row = _get(pk)
    may_answer = policy.can_answer_request(request.user, row)
    context = {
        "row": row,
        "transitions": REQUEST_STATES.from_state(row.state) if may_answer else [],
        "history": timeline_of(row),
        "may": {"change": policy.can_change_request(request.user, row), "answer": may_answer},
    }
    return TemplateResponse(request, "privacy/request_detail.html", context)


@needs("privacy.view_requests", "privacy.record_request")
def request_create(request: HttpRequest) -> HttpResponse:
    """Record the request of somebody whom the panel does not keep, or keeps under another name."""
    return _create(request, DataRequest(), _("Yeni başvuru"), reverse("privacy:request_list"))


@needs("privacy.view_requests", "privacy.record_request")
def request_of_subject(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Record the request of somebody whom the panel keeps."""
    subject, person = get_subject(request, kind, pk)
    row = DataRequest(subject_kind=subject.key, subject_pk=person.pk)
    return _create(request, row, _("Yeni başvuru: %(person)s") % {"person": person}, person.get_absolute_url())


def _create(request: HttpRequest, row: DataRequest, title: str, back: str) -> HttpResponse:
    form = RequestForm(sent(request), instance=row)
    if form.is_valid() and (saved := done(form, services.record_request, request=form.instance, by=by(request))):
        messages.success(request, _("Başvuru %(number)s kaydedildi.") % {"number": saved})
        return redirect(saved)
    return record_page(request, "privacy:request", form, cancel=back, title=title)


@needs("privacy.view_requests")
def request_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _get(pk)
    policy.can_change_request(request.user, row).require()
    form = RequestForm(sent(request), instance=row)
    if form.is_valid() and changed(
        form, row, by(request), lambda it: services.change_request(request=it, by=by(request))
    ):
        return tell_saved(request, form, row)
    return record_page(request, "privacy:request", form, row, title=_("Başvuru %(number)s: düzenle") % {"number": row})


@require_safe
@needs("privacy.view_requests")
@live_page(shared=True)
def request_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    row = get_object_or_404(DataRequest, pk=pk)
    return news_page(request, RequestForm(instance=row), outline, policy.can_change_request(request.user, row))


@needs("privacy.view_requests", "privacy.answer_request")
def request_identity(request: HttpRequest, pk: int) -> HttpResponse:
    row = _get(pk)
    form = IdentityForm(sent(request))
    if form.is_valid() and done(form, services.check_identity, request=row, by=by(request), **form.cleaned_data):
        messages.success(request, _("Kimlik doğrulaması kaydedildi."))
        return redirect(row)
    title = _("Başvuru %(number)s: kimlik doğrulama") % {"number": row}
    return action_page(request, form, title=title, label=_("Kaydet"), back=row.get_absolute_url())


@needs("privacy.view_requests", "privacy.answer_request")
def request_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    """Change the state: with the answer or the reason where the table asks for one, else at once."""
    row = _get(pk)
    transition = REQUEST_STATES.asked(row.state, target)
    form: Any
    if target == RequestState.ANSWERED:
        form = AnswerForm(sent(request))
    else:
        form = ReasonForm(sent(request), required=transition.needs_reason)
    service = partial(services.change_state, target=target, by=by(request))
    if form.is_valid() and (changed_row := done(form, service, request=row, **form.cleaned_data)):
        told = _("Başvuru %(number)s: durum artık “%(state)s”.")
        messages.success(request, told % {"number": row, "state": changed_row.get_state_display()})
        return redirect(row)
    title = f"{transition.label}: {row}"
    return action_page(request, form, title=title, label=transition.label, back=row.get_absolute_url())


def _get(pk: int) -> DataRequest:
    rows = DataRequest.objects.with_subject_name().select_related("responsible", "identity_checked_by")
    return get_object_or_404(rows, pk=pk)
