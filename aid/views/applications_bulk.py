"""What is done to many applications at once: the list sends the ticked ones, or its whole filter."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from beneficiaries.forms.bulk import AssignForm, PriorityForm
from kafkasder.core import toasts
from kafkasder.core.numbers import whole_number
from kafkasder.core.request_number import current_number
from kafkasder.core.saving import form_page, sent

from .. import policy, services
from ..forms.applications_deciding import BulkDecisionForm
from ..lists.applications import APPLICATIONS
from .applications_rows import SEE

DECIDE = "karar"
_FORMS: dict[str, type[forms.Form]] = {"sorumlu": AssignForm, "oncelik": PriorityForm}
_LIST = "aid:application_list"
_MOST_TOLD = 20


@needs(*SEE, policy.REVIEW)
def application_bulk(request: HttpRequest, action: str) -> HttpResponse:
    listing = APPLICATIONS.bind(request, reverse(_LIST))
    picked, back = listing.picked(request.GET), listing.state.url()
    if action == DECIDE:
        return _decide(request, picked, back)
    if action not in _FORMS:
        raise Http404
    form = _FORMS[action](sent(request))
    if form.is_valid():
        count = services.change_applications(applications=picked, by=by(request), **form.cleaned_data)
        message = _("%(count)d başvuru değiştirildi.") % {"count": count}
        toasts.undo(request, message, reverse("aid:undo_application_bulk", args=[current_number()]))
        return redirect(back)
    return form_page(
        request,
        "aid/application_bulk.html",
        form,
        label=_label(action),
        count=services.changeable(request.user, picked).count(),
        back=back,
    )


def _label(action: str) -> Any:
    return next(each.label for each in APPLICATIONS.bulk if each.key == action)


@require_POST
@needs(*SEE, policy.REVIEW)
def undo_application_bulk(request: HttpRequest, request_id: str) -> HttpResponse:
    if count := services.undo_change_of_applications(request_id=request_id, by=by(request)):
        messages.success(request, _("%(count)d başvurudaki değişiklik geri alındı.") % {"count": count})
    else:
        messages.error(request, _("Bu değişiklik artık geri alınamaz."))
    return redirect(_LIST)


def _decide(request: HttpRequest, picked: Any, back: str) -> HttpResponse:
    """Tell first how many can be decided and why others cannot; then decide in portions, and tell how far it is."""
    if not request.user.has_perm(policy.DECIDE):
        return _not_for_you(request, back)
    form = BulkDecisionForm(sent(request))
    if not form.is_valid():
        facts = services.preview(applications=picked, by=request.user)
        return form_page(request, "aid/application_bulk_decide.html", form, preview=facts, back=back)
    so_far = _SoFar(request)
    portion = services.decide_portion(applications=picked, by=by(request), after=so_far.after, **form.cleaned_data)
    so_far.add(portion)
    context = {"form": form, "so_far": so_far, "back": back}
    if portion.last is not None:
        return TemplateResponse(request, "aid/application_bulk_progress.html", context)
    if so_far.is_whole:
        messages.success(request, _("%(count)d başvuruya karar verildi.") % {"count": so_far.decided})
        if not so_far.after:
            return redirect(back)
    return TemplateResponse(request, "aid/application_bulk_result.html", context)


def _not_for_you(request: HttpRequest, back: str) -> HttpResponse:
    messages.error(request, _("Başvuruya karar verme yetkiniz yok."))
    return redirect(back)


class _SoFar:
    """How far a decision about many is, as its page carries it along from one portion to the next."""

    def __init__(self, request: HttpRequest) -> None:
        self.after = whole_number(request.POST.get("after", "")) or 0
        self.whole = whole_number(request.POST.get("whole", "")) or 0
        self.decided = whole_number(request.POST.get("decided", "")) or 0
        self.left = [line[:300] for line in request.POST.getlist("left")][:_MOST_TOLD]
        self.left_count = whole_number(request.POST.get("left_count", "")) or 0
        self.last = 0

    def add(self, portion: services.Portion) -> None:
        self.decided += portion.decided
        self.left_count += len(portion.left)
        told = [f"{application.number}: {reason}" for application, reason in portion.left]
        self.left = [*self.left, *told][:_MOST_TOLD]
        self.last = portion.last or 0

    @property
    def is_whole(self) -> bool:
        return not self.left_count

    @property
    def seen(self) -> int:
        return self.decided + self.left_count
