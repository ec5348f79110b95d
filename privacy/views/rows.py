"""Getting a row is authorising: what the viewer may not see is not there."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User

from ..subjects import SUBJECTS, Subject


def get_kind(key: str) -> Subject:
    if key not in SUBJECTS:
        raise Http404
    return SUBJECTS[key]


def get_subject(request: HttpRequest, kind: str, pk: int) -> tuple[Subject, Any]:
    """Return a person of a kind whom the viewer may see."""
    subject = get_kind(kind)
    return subject, get_object_or_404(subject.visible_to(request.user), pk=pk)


def by(request: HttpRequest) -> User:
    """Return who is signed in; `needs` has seen to it that somebody is."""
    return cast(User, request.user)


def lock(row: Any) -> Any:
    """Return the row as it is now, locked until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)
