"""Getting a row is authorising: what the viewer may not see is not there."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ..subjects import SUBJECTS, Subject


def get_kind(key: str) -> Subject:
    if key not in SUBJECTS:
        raise Http404
    return SUBJECTS[key]


def get_subject(request: HttpRequest, kind: str, pk: int) -> tuple[Subject, Any]:
    """Return a person of a kind whom the viewer may see."""
    subject = get_kind(kind)
    return subject, get_object_or_404(subject.visible_to(request.user), pk=pk)
