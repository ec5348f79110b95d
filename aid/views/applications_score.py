"""What pages mask of applications: shown in the answer to a POST that says why, and never by a GET."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import done, form_page, sent

from .. import services
from ..scoring import Details
from ..templatetags.applications import reason_words
from .applications_detail import HEALTH
from .applications_rows import SEE, get_application, get_score


@needs(*SEE, HEALTH)
@never_cache
def score_reasons(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all reasons of a kept score, those of health too, and what the household was like then."""
    score = get_score(request, pk)
    details: Details | None = None
    form = ReasonForm(sent(request))
    if form.is_valid():
        details = done(form, services.open_score, score=score, by=by(request), **form.cleaned_data)
    context: dict[str, Any] = {"score": score, "application": score.application, "details": details}
    if details:
        context["reasons"] = [(reason_words(each), each.points) for each in details.reasons]
        context["facts"] = _facts(details)
    return form_page(request, "aid/application_score.html", form, **context)


def _facts(details: Details) -> list[tuple[Any, Any]]:
    facts = details.facts
    return [
        (_("Kişi"), facts.size),
        (_("Çocuk"), facts.children),
        (_("Yaşlı"), facts.elderly),
        (_("Yetim/öksüz"), facts.orphans),
        (_("Öğrenci"), facts.students),
        (_("Çalışan"), facts.workers),
        (_("Engelli"), facts.disabled),
        (_("Süreğen hasta"), facts.ill),
    ]


@needs(*SEE, "beneficiaries.reveal_identity")
@never_cache
def application_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an organisation's phone in clear."""
    application = get_application(request, pk)
    form, shown = ReasonForm(sent(request)), None
    if form.is_valid():
        shown = done(form, services.reveal_phone, application=application, by=by(request), **form.cleaned_data)
    label = application._meta.get_field("applicant_phone").verbose_name
    context = {"row": application, "label": label, "back": application.get_absolute_url(), "shown": shown}
    return form_page(request, "beneficiaries/reveal.html", form, **context)
