"""The page of jobs, their runs, and the button."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.jobs import JOBS
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.viewer import may
from kafkasder.live import live_page

from . import policy
from .boards import standings
from .lists import RUNS
from .queue import is_worked
from .services.by_hand import run_now


@require_safe
@needs("jobs.view_jobs")
@live_page(shared=True)
def overview(request: HttpRequest) -> TemplateResponse:
    context = {
        "standings": list(standings(request.user)),
        "is_worked": is_worked(),
        "may_run": policy.can_run(request.user),
    }
    return TemplateResponse(request, "jobs/overview.html", context)


@needs("jobs.view_jobs")
@RUNS.personal
@live_page(shared=True)
def run_list(request: HttpRequest) -> HttpResponse:
    return RUNS.respond(request, "jobs/run_list.html")


@needs("jobs.view_jobs", "jobs.run_jobs")
def job_run(request: HttpRequest, key: str) -> HttpResponse:
    """Have a job run now, if somebody means it."""
    job = JOBS.get(key)
    if job is None or not may(request.user, job.verb):
        raise Http404
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, run_now, job=job, by=by(request)):
        messages.success(request, _("İş sıraya alındı."))
        return redirect("jobs:overview")
    return action_page(
        request,
        form,
        title=str(job.label),
        text=_("Bu iş şimdi bir kez çalıştırılacak; takvimi değişmez."),
        label=_("Şimdi çalıştır"),
        back=reverse("jobs:overview"),
    )
