"""Runs a live page for a viewer and keeps its fragments."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.template.response import SimpleTemplateResponse
from django.urls import (
    Resolver404,
    ResolverMatch,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
)
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from .audience import Audience
from .circles import Viewers
from .marks import Mark
from .mixed import finished
from .standing import Standing


class LivePageError(Exception):
    """A live page does what a live page cannot do."""


class Gone(Exception):
    """The viewer has no page there: `why` is denied, missing, moved or not-live."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Fragment:
    html: str
    digest: str

    @classmethod
    def of(cls, html: str) -> "Fragment":
        return cls(html, blake2b(html.encode(), digest_size=8).hexdigest())

    def finished_for(self, person: int | None) -> "Fragment":
        html = finished(self.html, person)
        return self if html == self.html else Fragment.of(html)


Fragments = dict[str, Fragment]


@dataclass
class LiveRun:
    """`request.live` while a page is rendered for the live layer: the fragments gather here, unfinished if mixed."""

    fragments: Fragments = field(default_factory=dict)
    is_for_many: bool = False  # then what is personal is finished later


@dataclass(frozen=True)
class Place:
    """A URL that leads to a live view."""

    path: str
    query: str
    match: ResolverMatch
    mark: Mark

    @property
    def label(self) -> str:
        """The pattern of the address: fit for logs, for it holds neither a row's key nor a search."""
        return "/" + self.match.route


def locate(url: str) -> Place:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Gone("not-live") from None
    if not url.isprintable() or parts.scheme or parts.netloc or not parts.path.startswith("/"):
        raise Gone("not-live")
    path = unquote(parts.path)
    try:
        match = resolve(path)
    except Resolver404:
        raise Gone("missing") from None
    mark = getattr(match.func, "live_mark", None)
    if mark is None:
        raise Gone("not-live")
    return Place(path, parts.query, match, mark)


class PageKey(NamedTuple):
    """Viewers with the same key see the same bytes."""

    url: str
    language: str
    time_zone: str
    audience: str

    @classmethod
    def of(cls, url: str, standing: Standing, language: str) -> "PageKey":
        audience = (
            f"shared:{standing.verbs_digest()}"
            if locate(url).mark.is_shared_for(_audience(standing, language))
            else f"user:{standing.user_id}"
        )
        return cls(url, language, settings.TIME_ZONE, audience)

    @property
    def has_circle(self) -> bool:
        """Whether more than permissions says who may see it."""
        return locate(self.url).mark.circle is not None

    @property
    def is_shared(self) -> bool:
        return self.audience.startswith("shared:")


def render(key: PageKey, standing: Standing) -> Fragments:
    """Return the fragments of a page as one viewer sees them; raise `Gone` if there are none for them."""
    if standing.user_id not in circle_of(key, [standing]):
        raise Gone("missing")
    return {name: part.finished_for(standing.user_id) for name, part in draw(key, standing).items()}


def circle_of(key: PageKey, standings: Collection[Standing]) -> Collection[int]:
    """Return the keys of those who may see a page, of viewers to whom it belongs by their permissions."""
    place = locate(key.url)
    ids = frozenset(standing.user_id for standing in standings)
    if place.mark.circle is None or not ids:
        return ids
    viewers = Viewers(ids, next(iter(standings)).has_perm, key.language)
    with translation.override(key.language), timezone.override(key.time_zone):
        return place.mark.circle(viewers, *place.match.args, **place.match.kwargs)


def draw(key: PageKey, standing: Standing) -> Fragments:
    """Run the page's own view for viewers like this one, who may see it, and return its fragments as they are drawn.

    What is personal in them is still to be finished. Raise `Gone` if the view shows none.
    """
    place = locate(key.url)
    with translation.override(key.language), timezone.override(key.time_zone):
        try:
            request = LiveRequest(place, key, standing)
            response = place.match.func(request, *place.match.args, **place.match.kwargs)
            _insist_on_page(response)
            response.render()
        except Http404:
            raise Gone("missing") from None
        except PermissionDenied:
            raise Gone("denied") from None
        except SuspiciousOperation:  # an address with a thousand fields, say; a page load is answered with 400
            raise Gone("not-live") from None
    if isinstance(request.user, Audience):
        request.user.check()
    if not request.live.fragments:
        raise LivePageError(f"{place.label} has no {{% live %}} fragment")
    return request.live.fragments


def _insist_on_page(response: HttpResponseBase) -> None:
    if response.status_code in (403, 401):
        raise Gone("denied")
    if response.status_code in (404, 410):
        raise Gone("missing")
    if response.status_code != 200:
        raise Gone("moved")
    if not isinstance(response, SimpleTemplateResponse):
        raise LivePageError("a live page returns a TemplateResponse")


class LiveRequest(HttpRequest):
    """The GET that runs a page for the live layer: no cookies, no session, no messages, no host."""

    live: LiveRun

    def __init__(self, place: Place, key: PageKey, standing: Standing) -> None:
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = place.path
        self.GET = QueryDict(place.query)
        self.META = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": place.path,
            "QUERY_STRING": place.query,
            "SERVER_NAME": "live.invalid",
            "SERVER_PORT": "443",
        }
        self.resolver_match = place.match
        self.live = LiveRun(is_for_many=key.is_shared)
        self.LANGUAGE_CODE = key.language
        self.htmx = HtmxDetails(self)
        self.session = NoSession()
        viewer: Any = _audience(standing, key.language) if key.is_shared else _load_user(standing)
        self.user = viewer


class NoSession(SessionBase):
    """An empty session that refuses to remember."""

    def load(self) -> dict[str, Any]:
        return {}

    def __setitem__(self, key: str, value: Any) -> None:
        raise LivePageError(f"a live page cannot write {key!r} into the session")


def _audience(standing: Standing, language: str) -> Audience:
    return Audience(standing.has_perm, language)


def _load_user(standing: Standing) -> Any:
    user: Any = get_user_model()._default_manager.get(pk=standing.user_id)
    if standing.verbs is not None:  # known from this very snapshot, so Django need not ask for them again
        user._perm_cache = set(standing.verbs)
    return user


def to_json(fragments: Fragments) -> str:
    return json.dumps(
        {name: {"digest": fragment.digest, "html": fragment.html} for name, fragment in fragments.items()},
        ensure_ascii=False,
        separators=(",", ":"),
    )


class LiveRoute(NamedTuple):
    """A live page in the map of addresses."""

    name: str
    route: str
    mark: Mark


def live_pages(resolver: URLResolver | None = None, names: str = "", path: str = "/") -> Iterator[LiveRoute]:
    """Walk the map of addresses and yield every live page."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from live_pages(entry, f"{names}{entry.namespace}:" if entry.namespace else names, route)
        elif isinstance(entry, URLPattern) and hasattr(entry.callback, "live_mark"):
            yield LiveRoute(f"{names}{entry.name}", route, entry.callback.live_mark)
