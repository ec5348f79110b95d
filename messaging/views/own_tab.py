"""What a tab sends by itself counts only while the person is signed in to whom the tab was opened.

A tab may stand open while somebody else signs in in the same browser; what it kept for its own person must neither be
said in the other one's name nor be shown beside what is theirs.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

_HEADER = "X-Written-By"
View = Callable[..., HttpResponse]


def from_own_tab(view: View) -> View:
    """Answer a script of somebody else's tab with a 409; forms do not say whose they are, and their token is old."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        writer = request.headers.get(_HEADER)
        if writer is not None and writer != str(request.user.pk):
            return HttpResponse(status=HTTPStatus.CONFLICT)
        return view(request, *args, **kwargs)

    return checked
