"""`@live_page`: how a view says that it is live, and how it is run when a browser loads it."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from .audience import Audience
from .circles import Circle, Viewers
from .readset import snapshot

View = Callable[..., HttpResponseBase]
Shared = bool | Callable[[Any], bool]
_SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Mark:
    """What `@live_page` says of a view."""

    shared: Shared
    circle: Circle | None = None

    def is_shared_for(self, user: Any) -> bool:
        return self.shared(user) if callable(self.shared) else self.shared


def live_page(*, shared: Shared = False, circle: Circle | None = None) -> Callable[[View], View]:
    """Make a function view live.

    `shared` says that viewers with equal permissions see equal pages, so that one render serves them all; it may
    be a function of the user that asks for permissions only. A GET runs in one read-only snapshot.

    `circle` says which of the viewers with equal permissions may see a shared page, where these do not tell: the people
    of a thread. The view is asked after it, so it looks for no one's right; what the page tells one person and not
    another stands in `{% personal %}`.
    """
    if circle and shared is not True:
        raise TypeError("a circle shares its page")

    def decorate(view: View) -> View:
        mark = Mark(shared, circle)

        @wraps(view)
        def live_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if getattr(request, "live", None):
                return view(request, *args, **kwargs)
            if request.method not in _SAFE:  # a view with a circle asks for nobody's right
                return HttpResponseNotAllowed(_SAFE) if circle else view(request, *args, **kwargs)
            with snapshot():
                if mark.circle and request.user.pk not in mark.circle(_alone(request), *args, **kwargs):
                    raise Http404
                seen = _as_seen_by_audience(request, mark)
                response = view(seen, *args, **kwargs)
                seen.user = request.user  # the frame around the fragments belongs to the person
                return response.render() if isinstance(response, SimpleTemplateResponse) else response

        live_view.live_mark = mark  # type: ignore[attr-defined]
        return live_view

    return decorate


def _alone(request: HttpRequest) -> Viewers:
    user: Any = request.user
    ids = frozenset([user.pk] if user.is_authenticated else [])
    return Viewers(ids, user.has_perm, translation.get_language() or settings.LANGUAGE_CODE)


def _as_seen_by_audience(request: HttpRequest, mark: Mark) -> HttpRequest:
    """Have a shared view see an audience at page load too, so that a leak is noticed at once and by everybody.

    The view gets a copy: whoever else holds the request, like the audit trail, still finds the person in it.
    """
    user: Any = request.user
    if not user.is_authenticated or not mark.is_shared_for(user):
        return request
    audience = Audience(user.has_perm, translation.get_language() or settings.LANGUAGE_CODE)
    seen = copy(request)  # leaves out what cannot be pickled, which is therefore added
    seen.__dict__.update(request.__dict__, user=audience, live_audience=audience)  # the tag asks for the latter
    return seen
