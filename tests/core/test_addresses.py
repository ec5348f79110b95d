"""Addresses in groups: found as they would be one by one, and made as before."""

from importlib import import_module

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern

from kafkasder.core.addresses import by_first_part


def _view(request: object, **_arguments: object) -> None: ...


PLAIN = [
    path("", _view, name="start"),
    path("haneler/", _view, name="list"),
    path("<slug:any>/", _view, name="any"),
    path("haneler/yeni/", _view, name="new"),
    path("kisiler/<int:pk>/", _view, {"more": 1}, name="person"),
    path("haneler/<slug:name>/", _view, name="one"),
    path("haneler", _view, name="without-slash"),
]


def _resolver(patterns: list[URLPattern | URLResolver]) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), patterns)


@pytest.mark.parametrize(
    "address", ["/", "/haneler/", "/x/", "/haneler/yeni/", "/kisiler/4/", "/haneler/eski/", "/haneler", "/kisiler/x/"]
)
def test_an_address_leads_where_it_led(address: str) -> None:
    found = []
    for patterns in (PLAIN, by_first_part(PLAIN)):
        try:
            match = _resolver(patterns).resolve(address)
            found.append((match.url_name, match.kwargs, match.route))
        except Resolver404:
            found.append(None)
    assert found[0] == found[1]
    assert found[0] or address == "/kisiler/x/"


def test_groups_hold_what_begins_alike() -> None:
    patterns = [*PLAIN, path("yonetim/", include([path("haneler/", _view)]))]
    assert [str(each.pattern) for each in by_first_part(patterns)] == [
        "",
        "haneler/",
        "<slug:any>/",
        "kisiler/<int:pk>/",
        "haneler",
        "yonetim/",
    ]


def test_every_room_is_in_groups() -> None:
    """Else its patterns would be tried one by one for every request of the rooms below it."""
    entries = import_module("kafkasder.urls").urlpatterns
    assert max(len(entry.url_patterns) for entry in entries if entry.app_name != "admin") < 30
