"""What is asked ahead: it spares a page the waiting, and nobody can tell it by what the page shows or depends on."""

from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.backends.utils import CursorWrapper

from kafkasder.live.ahead import Mistaken, snapshot_asking
from kafkasder.live.pages import PageKey
from kafkasder.live.runs import Outcome, run_page
from kafkasder.live.standing import load_standings

from ..factories import make_user
from .bench import person, rename, session_key, user_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that a cursor had to execute and to wait for."""
    found: list[str] = []
    execute = CursorWrapper._execute  # type: ignore[attr-defined]

    def note(self: Any, sql: Any, *rest: Any) -> Any:
        found.append(str(sql))
        return execute(self, sql, *rest)

    monkeypatch.setattr(CursorWrapper, "_execute", note)
    return found


class Page:
    def __init__(self, url: str, *verbs: str) -> None:
        self.client = person(*verbs)
        self.session = session_key(self.client)
        self.key = PageKey.of(url, load_standings({self.session})[self.session], "tr")

    def run(self) -> Outcome:
        return run_page(self.key, {self.session})


def html(outcome: Outcome) -> str:
    assert outcome.fragments
    return "".join(fragment.html for fragment in outcome.fragments.values())


def test_a_page_that_runs_again_waits_for_no_statement(executed: list[str]) -> None:
    page, other = Page("/people/"), make_user()
    page.run()
    first = page.run()
    rename("Zehra", other.pk)  # a watcher's own row would be looked at: what it says of rights may have changed
    executed.clear()
    second = page.run()
    assert not executed
    assert "Zehra" in html(second)
    assert second.read == first.read
    assert html(page.run()) == html(second)


def test_what_was_not_asked_before_is_executed(executed: list[str]) -> None:
    known = "SELECT count(*) FROM auth_permission"
    with snapshot_asking([known]) as answers, connection.execute_wrapper(answers), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM auth_group")
        groups = cursor.fetchall()
        cursor.execute(known)
        assert cursor.fetchall() > groups
    assert executed == ["SELECT count(*) FROM auth_group"]


def test_whoever_uses_the_connection_past_django_waits_for_its_turn() -> None:
    """As the audit trail does before whatever may write."""
    with snapshot_asking(["SELECT 1 AS a", "SELECT 2 AS a"]), connection.connection.cursor() as cursor:
        assert cursor.execute("SELECT 5").fetchall() == [(5,)]
    with snapshot_asking(["SELECT 1 AS a"]):
        pass
    assert "wait" not in vars(connection.connection)


def test_a_right_that_is_lost_meanwhile_counts_at_once() -> None:
    page = Page("/powers/", "view_group")
    assert page.run().viewers
    assert "secret" in html(page.run())
    user_of(page.client).user_permissions.clear()
    outcome = page.run()
    assert (outcome.fragments, outcome.viewers) == (None, {})
    assert not outcome.standings[page.session].has_perm("auth.view_group")


def test_a_session_that_ended_meanwhile_is_nobodys() -> None:
    page = Page("/people/")
    page.run()
    page.client.session.flush()
    assert page.run().standings == {}


def test_a_value_cannot_bring_in_a_statement(executed: list[str]) -> None:
    """Two statements in one text would shift the answers: what holds a semicolon waits its turn."""
    page = Page("/people/?q=;DELETE FROM auth_group;--")
    rename("a;DELETE FROM auth_group;--")
    page.run()
    first = page.run()
    executed.clear()
    assert html(page.run()) == html(first)
    assert len(executed) == 2
    assert "DELETE" in html(first)


@pytest.mark.parametrize("asks", [True, False], ids=["the view asks something", "it does not"])
def test_what_cannot_be_answered_any_more_is_told(asks: bool) -> None:
    """Also if the view itself takes it for something that it can go on without."""
    statements = ["SELECT 1 AS a", "SELECT 1/0", "SELECT 2 AS a"]
    with pytest.raises(Mistaken), snapshot_asking(statements) as answers:  # noqa: SIM117  # what the view swallows
        with suppress(Exception), connection.execute_wrapper(answers):
            _ = asks and Group.objects.count()
    assert Group.objects.count() >= 0
