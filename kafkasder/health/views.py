"""Health for machines, which learn one word, and for administrators, who see everything."""

from http import HTTPStatus

import django
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guards import needs
from kafkasder.core.automatic import automatic

from . import checks


@automatic
@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that this process answers; asks nobody else, so that a sick database restarts no process."""
    return _word("ok", HTTPStatus.OK)


@automatic
@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether requests may be sent here."""
    if all(finding.well for finding in checks.find()):
        return _word("ok", HTTPStatus.OK)
    return _word("unavailable", HTTPStatus.SERVICE_UNAVAILABLE)


@automatic
@login_not_required
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Answer whether background jobs are run: for whoever watches the machine, not for a proxy."""
    if checks.worker_is_well():
        return _word("ok", HTTPStatus.OK)
    return _word("degraded", HTTPStatus.SERVICE_UNAVAILABLE)


@never_cache
@require_safe
@needs("accounts.view_health")
def detail(request: HttpRequest) -> TemplateResponse:
    """Show each check with what it found."""
    facts = {"release": settings.ENV.release, "django": django.get_version(), "realtime": settings.REALTIME}
    return TemplateResponse(request, "health/detail.html", {"findings": [*checks.find(), *checks.find_more()], **facts})


def _word(word: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(word, status=status, content_type="text/plain")
