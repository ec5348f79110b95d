"""What households scored: scoring one, its scores over time, and what it was like on the day of a decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from beneficiaries.models import Household
from beneficiaries.querysets import sees_all
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import done, form_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..models import AidApplication, AidDecision, NeedScore
from ..score_shown import READS_HEALTH, shown

_VIEW = "aid.view_aid"


def get_household(request: HttpRequest, pk: int) -> Household:
    return get_object_or_404(Household.objects.visible_to(request.user), pk=pk)


def get_score(request: HttpRequest, pk: int) -> NeedScore:
    rows = NeedScore.objects.visible_to(request.user).select_related("household", "application", "rules", "by")
    return get_object_or_404(rows, pk=pk)


@require_safe
@needs(_VIEW)
@live_page(shared=sees_all)
def score_history(request: HttpRequest, pk: int) -> TemplateResponse:
    household = get_household(request, pk)
    scores = household.scores.select_related("rules", "by", "application")
    context = {"household": household, "scores": scores, "may_score": policy.can_score(request.user).allowed}
    return TemplateResponse(request, "aid/score_history.html", context)


@require_safe
@needs(_VIEW)
def score_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    """What a household was like when it was scored; nothing of it ever changes. Of health only that there is some."""
    score = get_score(request, pk)
    return TemplateResponse(request, "aid/score_detail.html", _told(request, score, with_health=False))


@needs(_VIEW, READS_HEALTH)
@never_cache
def score_health(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a score tells of health: for a reason, in the answer to a POST, and with a trace."""
    score, form = get_score(request, pk), ReasonForm(sent(request))
    opened = form.is_valid() and done(form, services.open_score, score=score, by=by(request), **form.cleaned_data)
    context = _told(request, score, with_health=bool(opened))
    return form_page(request, "aid/score_health.html", form, **context)


def _told(request: HttpRequest, score: NeedScore, *, with_health: bool) -> dict[str, object]:
    return {
        "shown": shown(score, with_health=with_health),
        "household": score.household,
        "with_health": with_health,
        "decision": AidDecision.objects.visible_to(request.user).filter(score=score).first(),
        "may_read_health": request.user.has_perm(READS_HEALTH),
    }


@require_POST
@needs(_VIEW, "aid.review_applications")
def score_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Score a household by the rules in force."""
    household = get_household(request, pk)
    return _score(request, household, None)


@require_POST
@needs(_VIEW, "aid.review_applications")
def score_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Score the household of an application, which shows the points."""
    rows = AidApplication.objects.visible_to(request.user).filter(household__isnull=False).select_related("household")
    application = get_object_or_404(rows, pk=pk)
    assert application.household is not None
    return _score(request, application.household, application)


def _score(request: HttpRequest, household: Household, application: AidApplication | None) -> HttpResponse:
    try:
        made = services.score(household=household, by=by(request), application=application)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("aid:score_history", pk=household.pk)
    messages.success(request, _("Hane puanlandı: %(points)d puan.") % {"points": made.points})
    return redirect("aid:score_detail", pk=made.pk)
