"""What the page of a record tells of the thread about it: how much, and no word."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging import panel, services
from messaging.panel import thread_about

from ..factories import make_household, make_user
from ..live.bench import signed_in
from ..tasks.rows import make_task
from .rows import make_message

pytestmark = pytest.mark.django_db


def about(row, key="household", by=None):
    return services.open_record(kind=key, pk=row.pk, by=by or make_user("staff"))


def test_it_counts_what_people_said_and_not_what_happened(monkeypatch):
    household = make_household()
    thread = about(household)
    shown = thread_about(thread.created_by, household)
    assert (shown.count, shown.last_at) == (0, None)
    for count in range(3):
        make_message(thread, f"Kira {count}")
    shown = thread_about(thread.created_by, household)
    assert (shown.count, shown.is_more) == (3, False)
    monkeypatch.setattr(panel, "MOST_COUNTED", 2)
    assert (thread_about(thread.created_by, household).count, thread_about(thread.created_by, household).is_more) == (
        2,
        True,
    )


def test_a_fork_is_somebody_s_own_and_counts_nothing():
    household = make_household()
    thread = about(household)
    message = make_message(thread, "Kira")
    services.fork_thread(message=message, title="", by=thread.created_by)
    assert thread_about(thread.created_by, household).count == 1


def test_the_page_holds_the_way_there_and_no_word():
    household, me = make_household(head={}), make_user("staff")
    make_message(about(household, by=me), "Kirası gecikmiş", me)
    client = signed_in(me)
    page = client.get(household.get_absolute_url()).content.decode()
    assert "Kirası" not in page
    assert "1 ileti" in page
    address = f"/mesajlar/kayit/household/{household.pk}/"
    assert f'formaction="{address}"' in page
    assert client.post(address).url.startswith("/mesajlar/")


def test_the_page_of_a_task_has_it_too():
    me = make_user("staff")
    task = make_task(by=me)
    make_message(about(task, "task", me), "Koli", me)
    page = signed_in(me).get(task.get_absolute_url()).content.decode()
    assert "1 ileti" in page
    assert f"/mesajlar/kayit/task/{task.pk}/" in page


def test_who_does_not_use_messages_is_shown_nothing_and_nothing_is_asked():
    household = make_household()
    about(household)
    with CaptureQueriesContext(connection) as queries:
        assert thread_about(_Viewer(), household) is None
    assert len(queries) == 0


def test_it_asks_for_verbs_alone_so_that_shared_pages_stay_shared():
    household = make_household()
    make_message(about(household), "Kira")
    assert thread_about(_Viewer("messaging.use_messages"), household).count == 1


class _Viewer:
    """What a shared page gets as its user: verbs, and nothing else."""

    def __init__(self, *verbs: str) -> None:
        self._verbs = verbs

    def has_perm(self, verb: str, obj: object = None) -> bool:
        return verb in self._verbs
