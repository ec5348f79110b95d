"""One table of URL x role x method -> status, held against every address that the panel has."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .factories import make_user, sign_in_with_code
from .matrix import EVERY_ROLE, STRANGER, Row, all_rows

ROWS = all_rows()
ADMIN = "admin"


def addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Yield the name of each address; one without a name is named by its pattern, which no row has."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def test_every_address_has_its_row():
    names = {name for name in addresses(get_resolver().url_patterns) if not name.startswith(f"{ADMIN}:")}
    assert {row.url for row in ROWS} == names


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.url)
def test_each_role_gets_what_the_table_says(row: Row, method: str):
    assert {who: status(row, method, who) for who in (*EVERY_ROLE, STRANGER)} == row.expected(method)


def status(row: Row, method: str, who: str) -> int:
    client = Client()
    if who != STRANGER:
        client.force_login(make_user(who))
    address = reverse(row.url, args=row.arguments())
    answer = getattr(client, method)(address, row.data if method == "post" else None)
    return int(answer.status_code)


def admin_pages() -> list[str]:
    """Return the pages of the Django admin that need no row: the index, the lists and the forms for new rows."""
    names = [name for name in addresses(get_resolver().url_patterns) if name.startswith(f"{ADMIN}:")]
    return [name for name in names if name.endswith(("_changelist", "_add", ":index"))]


@pytest.mark.django_db
def test_the_django_admin_is_for_those_with_its_verb():
    for role in EVERY_ROLE:
        client = Client()
        sign_in_with_code(client, make_user(role))
        statuses = {client.get(reverse(name)).status_code for name in admin_pages()}
        assert statuses <= ({200, 403} if role == ADMIN else {302, 403}), role
        assert (client.get(reverse("admin:index")).status_code == 200) == (role == ADMIN)
    assert {Client().get(reverse(name)).status_code for name in admin_pages()} == {302}
