"""Getting a row is authorising: what the viewer may not see is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from ..models import AidApplication, AskedAid, AskedDocument
from ..querysets import ApplicationQuerySet

VIEW = "aid.view_aid"
SEE = (VIEW, "beneficiaries.view_household")
WRITING = ("aid.record_applications", "aid.review_applications")
_WITH = ("household__head", "household__district", "household__province", "person", "assigned_to", "created_by")

View = Callable[..., HttpResponseBase]


def needs_one(*verbs: str) -> Callable[[View], View]:
    """Let only those in who have one of the `verbs`, for what several of them let people do; stands below `needs`."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.user.has_perm(verb) for verb in verbs):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def applications(request: HttpRequest) -> ApplicationQuerySet:
    return AidApplication.objects.visible_to(request.user)


def get_application(request: HttpRequest, pk: int) -> AidApplication:
    return get_object_or_404(applications(request).select_related(*_WITH), pk=pk)


def _of_application(request: HttpRequest, model: Any, pk: int) -> Any:
    rows = model.objects.filter(application__in=applications(request))
    return get_object_or_404(rows.select_related("application__household"), pk=pk)


def get_asked(request: HttpRequest, pk: int) -> AskedAid:
    asked: AskedAid = _of_application(request, AskedAid, pk)
    return asked


def get_paper(request: HttpRequest, pk: int) -> AskedDocument:
    paper: AskedDocument = _of_application(request, AskedDocument, pk)
    return paper
