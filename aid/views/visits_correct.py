"""Correcting what a written visit tells; its page keeps the former words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import changed, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms.visits import CorrectForm
from ..models import HomeVisit
from .visits import get_visit


@needs("aid.view_aid")
def visit_correct(request: HttpRequest, pk: int) -> HttpResponse:
    visit, who = get_visit(request, pk), by(request)
    policy.can_correct_visit(who, visit).require()
    form = CorrectForm(sent(request), instance=visit)
    if form.is_valid() and changed(form, visit, who, lambda row: _correct(row, form, who)):
        return tell_saved(request, form, visit)
    return record_page(request, "aid:visit_correct", form, visit, household=visit.household)


def _correct(visit: HomeVisit, form: CorrectForm, by: Any) -> HomeVisit:
    return services.correct_visit(visit=visit, reason=form.cleaned_data["reason"], by=by)


@require_safe
@needs("aid.view_aid")
@live_page(shared=False)
def visit_correct_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Drawn for each viewer: whoever made the visit may correct it without the verb of those who review."""
    visit = get_object_or_404(HomeVisit.objects.visible_to(request.user), pk=pk)
    return news_page(request, CorrectForm(instance=visit), outline, policy.can_correct_visit(request.user, visit))
