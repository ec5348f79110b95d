"""One table of URL x role x method x own / foreign / missing row -> status, held against every address of the panel.

What a row of the table needs is made once, and every request is undone after it, so that all of them meet the same.
"""

import logging
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.backends.django import Template as DjangoTemplate
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import Session, User

from .factories import PASSWORD, make_phone, make_user, sign_in_with_code
from .matrix import CONFINED, EVERY_ROLE, STRANGER, Row, all_rows
from .strictness import refuse_writes

ROWS = all_rows()
ADMIN = "admin"
FORM = "application/x-www-form-urlencoded"  # as browsers send what holds no file; parts take long to read
NOT_ALLOWED = 405
FORGED = 403
REFUSALS = (403, 404, 405)
PARTS = 10  # tests, among which the rows are dealt out: making people takes as long as some rows
ALIEN_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
NO_SUCH_KEY = 999_999_999
BETWEEN, ENDED, NOBODY = "between password and code", "role ended yesterday", "never had a role"
OF_THE_STEP = {"accounts:sign_in_code", "account_login"}  # whoever has given the password is led back to it
# What the policy of contents forbids is not in the pages; else they would be broken, or somebody would soften it.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=\"|javascript:", re.I)
# What no form of ours has a field for, whatever else it may be sent.
SMUGGLED = {
    "is_superuser": "on",
    "is_staff": "on",
    "groups": ["1", "2", "3", "4", "5", "6"],
    "user_permissions": ["1", "2", "3", "4", "5"],
    "memberships": "1",
    "verb_grants": "1",
    "session_generation": "0",
    "until": "",
    "given_by": "1",
}
_RIGHTS = """
SELECT (SELECT md5(string_agg(m::text, '|' ORDER BY m.id)) FROM accounts_user_groups AS m WHERE user_id = ANY(%(us)s)),
    (SELECT md5(string_agg(v::text, '|' ORDER BY v.id)) FROM accounts_user_user_permissions AS v),
    (SELECT count(*) FROM auth_group_permissions),
    (SELECT md5(string_agg((password, session_generation, is_active)::text, '|' ORDER BY id))
        FROM accounts_user WHERE id = ANY(%(us)s)),
    (SELECT max(id) FROM accounts_auditentry WHERE table_name <> 'accounts_securityevent')
"""


def addresses(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Yield the name of each address; one without a name is named by its pattern, which no row has."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def test_every_address_has_its_row() -> None:
    names = {name for name in addresses(get_resolver().url_patterns) if not name.startswith(f"{ADMIN}:")}
    assert {row.url for row in ROWS} == names


@dataclass(frozen=True)
class Person:
    """Somebody who asks for pages: who they are in the table, and their session; a stranger has none."""

    name: str
    user: User | None = None
    session: str = ""


class PlainClient(Client):
    """A client that keeps nothing of what was rendered: copying all contexts takes longer than the page itself."""

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]
        if answer.streaming:
            answer.getvalue()  # a file is closed once it was read
        return answer


class Company:
    """One person of each role, a stranger, and CONFINED: with all verbs of the rooms but only for what is their own.

    Beside them stand those who get what others get: BETWEEN, ENDED and NOBODY.
    """

    def __init__(self) -> None:
        self._client, self._strict = PlainClient(), PlainClient(enforce_csrf_checks=True)
        ended = make_user("admin")
        ended.memberships.update(until=timezone.localdate() - timedelta(days=1))
        self.between = Person(BETWEEN, between := make_user("admin"), _at_the_step(between))
        self.ended = Person(ENDED, ended, self._sign_in(ended))
        self.nobody = Person(NOBODY, nobody := make_user(), self._sign_in(nobody))
        confined = make_user("volunteer")
        confined.user_permissions.set(_verbs_of_rooms())
        users = {role: make_user(role) for role in EVERY_ROLE} | {CONFINED: confined}
        self.people = [Person(STRANGER), *(Person(name, user, self._sign_in(user)) for name, user in users.items())]
        # Each minute the next request notes that its session is in use; as all is undone, each further one would, too.
        Session.objects.update(last_used_at=timezone.now() + timedelta(hours=1))

    def _sign_in(self, user: User) -> str:
        client = Client()
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def __getitem__(self, name: str) -> Person:
        return next(person for person in self.people if person.name == name)

    def ask(
        self, person: Person, method: str, address: str, data: Any = None, *, forged: bool = False
    ) -> "HttpResponse":
        """Send a request as `person`; without the token of a page of ours if it is `forged`."""
        client = self._strict if forged else self._client
        client.cookies.clear()
        if person.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = person.session
        answer: HttpResponse
        if method == "post":
            answer = client.post(address, urlencode(data or {}, doseq=True), content_type=FORM)
        elif method in ("get", "head"):
            answer = getattr(client, method)(address, data)
        else:
            answer = client.generic(method, address, content_type="application/json", data='{"is_active": false}')
        return answer


def _at_the_step(user: User) -> str:
    """Give `user` a second factor and the password, and return the session that asks for the code."""
    make_phone(user)
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _verbs_of_rooms() -> Any:
    """Return every verb of the rooms above accounts but those that show rows which are not one's own."""
    rooms = Permission.objects.filter(
        content_type__app_label__in=["aid", "beneficiaries", "donations", "finance", "meetings", "messaging", "tasks"]
    )
    return rooms.exclude(codename__in=["view_all_households", "view_all_meetings", "view_all_tasks"])


@contextmanager
def undone() -> Iterator[None]:
    """Undo in the end whatever happened in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def undo() -> None:
    """Undo what happened in this block of `undone` so far: one statement, where a block of its own takes three."""
    connection.needs_rollback = False
    connection.savepoint_rollback(connection.savepoint_ids[-1])


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """Thousands of refusals are logged with where they came from, which nobody reads."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def company(db: None) -> Company:
    return Company()


@contextmanager
def undrawn() -> Iterator[None]:
    """Leave pages undrawn where only their status is asked; they take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DjangoTemplate, "render", lambda *_args, **_options: "")
        yield


Asked = Callable[[Person], HttpResponse]


def statuses(company: Company, ask: Asked, names: Collection[str] = ()) -> dict[str, int]:
    """Return what each person gets, or those with these names."""
    found = {}
    with undone():
        for person in company.people:
            if not names or person.name in names:
                found[person.name] = ask(person).status_code
                undo()
    return found


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(part: int, company: Company, subtests: pytest.Subtests) -> None:
    for row in ROWS[part::PARTS]:
        with subtests.test(row.url), undone():
            _hold(row, company)


def _hold(row: Row, company: Company) -> None:
    arguments = row.arguments()
    address = reverse(row.url, args=arguments)
    _draw_once(row, address, company)
    with undrawn():
        assert statuses(company, lambda who: company.ask(who, "get", address)) == row.expected("get")
        few = _one_of_each_kind(row)
        heads = statuses(company, lambda who: _head(company, who, address), few)
        assert heads == {name: row.expected("get")[name] for name in few}
        before = _what_must_stay(company)
        assert statuses(company, lambda who: _post(company, who, row, address, before)) == row.expected("post")
        _like_others(row, address, company)
        if any(isinstance(each, int) for each in arguments):
            _missing_rows(row, arguments, company)
        if row.own:
            _own_is_as_listed(row, address, company)
        _nothing_else_is_a_way_in(row, address, company, few)
    if row.own:
        _missing_looks_like_foreign(row, arguments, company)


def _one_of_each_kind(row: Row) -> set[str]:
    """Return who stands for the others once GET and POST have asked everybody: let in, denied, confined, a stranger."""
    denied = [role for role in EVERY_ROLE if role not in row.roles]
    return {*list(row.roles)[:1], CONFINED, STRANGER, *denied[:1]}


def _draw_once(row: Row, address: str, company: Company) -> None:
    """Draw the page for one of those whom it is for; it has neither scripts nor styles in it."""
    who = next((person for person in company.people if person.name in row.roles), None)
    if who is None:
        return
    with undone():
        answer = company.ask(who, "get", address)
        assert answer.status_code == row.get
        assert answer.streaming or INLINE.findall(answer.content.decode(errors="replace")) == []


def _head(company: Company, who: Person, address: str) -> HttpResponse:
    with connection.execute_wrapper(refuse_writes):
        return company.ask(who, "head", address)


def _post(company: Company, who: Person, row: Row, address: str, before: tuple[Any, int]) -> HttpResponse:
    """Post what the row says, and what no form has a field for: rights stay, and a refusal changes nothing."""
    answer = company.ask(who, "post", address, {**SMUGGLED, **(row.data or {})})
    rights, entry = _what_must_stay(company)
    assert rights == before[0], f"{who.name} changed rights by {row.url}"
    assert entry == before[1] or answer.status_code not in REFUSALS, f"a refusal of {who.name} changed something"
    return answer


def _what_must_stay(company: Company) -> tuple[Any, int]:
    """Return everybody's rights, and the newest entry of the trail but for events, which tell of refusals."""
    users = [person.user.pk for person in company.people if person.user]
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, {"us": users})
        *rights, entry = cursor.fetchone()
    return rights, entry


def _like_others(row: Row, address: str, company: Company) -> None:
    """Between password and code one is a stranger, and after the last day of a role somebody without one."""
    for method in ("get", "post"):
        data = row.data if method == "post" else None
        if row.url not in OF_THE_STEP:
            with undone():
                answer = company.ask(company.between, method, address, data)
                assert answer.status_code == row.expected(method)[STRANGER], f"{method} {BETWEEN}"
                assert not Session.objects.filter(user=company.between.user).exists(), f"{method} signs in"
        got = []
        for person in (company.ended, company.nobody):
            with undone():
                got.append(company.ask(person, method, address, data).status_code)
        assert got[0] == got[1], f"{method} of somebody whose {ENDED}"


def _missing_rows(row: Row, arguments: list[Any], company: Company) -> None:
    """Whoever has the verb gets a 404 where no row is."""
    address = reverse(row.url, args=_without_row(arguments))
    for method in ("get", "post"):
        data = row.data if method == "post" else None
        found = statuses(company, lambda who: company.ask(who, method, address, data))  # noqa: B023
        assert found == row.expected_missing(method), f"{method} of a missing row"


def _without_row(arguments: list[Any]) -> list[Any]:
    return [NO_SUCH_KEY if isinstance(each, int) else each for each in arguments]


def _missing_looks_like_foreign(row: Row, arguments: list[Any], company: Company) -> None:
    """Nobody learns from a refusal that a row exists."""
    for method in ("get", "post"):
        addresses_ = [reverse(row.url, args=each) for each in (arguments, _without_row(arguments))]
        foreign, missing = (_page(company, method, each, row.data) for each in addresses_)
        assert foreign == missing, "a foreign row looks different from a missing one"


def _page(company: Company, method: str, address: str, data: Any) -> str:
    with undone():
        answer = company.ask(company[CONFINED], method, address, data if method == "post" else None)
    page = re.sub(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", "", answer.content.decode())
    page = re.sub(r'(csrfmiddlewaretoken" value=|nonce=|"X-CSRFToken": ?)"[^"]*"', "", page)
    return page.replace(address, "")


def _own_is_as_listed(row: Row, address: str, company: Company) -> None:
    """Whoever sees only their own rows may do with them what their verbs allow."""
    for name in (CONFINED, "volunteer"):
        who = company[name]
        for method in ("get", "post"):
            with undone():
                row.own(who.user)  # type: ignore[misc]
                answer = company.ask(who, method, address, row.data if method == "post" else None)
                assert answer.status_code == row.expected_own(method)[name], f"{method} of an own row as {name}"


def _nothing_else_is_a_way_in(row: Row, address: str, company: Company, few: Collection[str]) -> None:
    """Other methods are refused before any view runs, and so is a POST that comes from no page of ours."""
    with connection.execute_wrapper(refuse_writes):
        asked = [(company[ADMIN], method) for method in ALIEN_METHODS]
        for person, method in [*asked, *((person, "PUT") for person in company.people)]:
            answer = company.ask(person, method, address)
            assert (answer.status_code, answer["Allow"]) == (NOT_ALLOWED, "GET, HEAD, POST"), method
    exempt = getattr(resolve(address).func, "csrf_exempt", False)
    assert exempt == bool(row.csrf_exempt), "an address that takes forged posts needs a reason in its row"
    if not exempt:
        forged = statuses(company, lambda who: company.ask(who, "post", address, row.data, forged=True), few)
        assert set(forged.values()) == {FORGED}


def admin_pages() -> list[str]:
    """Return the pages of the Django admin that need no row: the index, the lists and the forms for new rows."""
    names = [name for name in addresses(get_resolver().url_patterns) if name.startswith(f"{ADMIN}:")]
    return [name for name in names if name.endswith(("_changelist", "_add", ":index"))]


@pytest.mark.long
def test_the_django_admin_is_for_those_with_its_verb(db: None) -> None:
    """Whether its pages can be drawn is asked in test_headers.py."""
    pages = [reverse(name) for name in admin_pages()]
    for role in EVERY_ROLE:
        client = PlainClient()
        sign_in_with_code(client, make_user(role))
        with undrawn():
            statuses = {client.get(address).status_code for address in pages}
        assert statuses <= ({200, 403} if role == ADMIN else {302, 403}), role
        assert (client.get(reverse("admin:index")).status_code == 200) == (role == ADMIN)
    assert {PlainClient().get(address).status_code for address in pages} == {302}
