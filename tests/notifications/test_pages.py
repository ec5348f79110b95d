"""Pages: everybody reads their own, the bell costs pages nothing, and opening leads to the record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from kafkasder.core.states import IllegalTransition
from notifications.models import WorkflowNotification
from notifications.states import NOTIFICATION_STATES, NotificationState

from ..factories import make_household, make_user
from .rows import a_kind, tell, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind():
    with a_kind():
        yield


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return captured.captured_queries


def test_pages_ask_nothing_for_the_bell(client):
    user = make_user("staff")
    tell(user)
    client.force_login(user)
    page = client.get("/hesap/").content.decode()
    assert 'data-live-url="/bildirimler/zil/"' in page
    assert not [each for each in queries(client, "/hesap/") if "notifications_" in each["sql"]]


def test_a_volunteer_sees_their_own_and_no_card_of_a_record_that_they_do_not_see(client):
    volunteer, staff, household = make_user("volunteer"), make_user("staff"), make_household()
    tell(volunteer, staff, about=household, title="Hane değişti")
    tell(staff, title="Başkasının işi")
    for user, sees in ((volunteer, False), (staff, True)):
        client.force_login(user)
        page = client.get("/bildirimler/").content.decode()
        assert "Hane değişti" in page
        assert ("Başkasının işi" in page) is sees
        assert (household.file_number in page) is sees
        assert (household.file_number in client.get("/bildirimler/son/").content.decode()) is sees


def test_opening_reads_it_and_leads_to_the_record_or_to_itself(client):
    volunteer, staff, household = make_user("volunteer"), make_user("staff"), make_household()
    tell(volunteer, staff, about=household)
    for user, leads_to in ((staff, household.get_absolute_url()), (volunteer, None)):
        (row,) = told(user)
        client.force_login(user)
        assert client.post(f"/bildirimler/{row.pk}/ac/").url == (leads_to or row.get_absolute_url())
        row.refresh_from_db()
        assert row.is_read
        assert row.read_at


def test_all_are_read_at_once_and_nobody_elses(client):
    user, other = make_user(), make_user()
    tell(user, other)
    tell(user)
    client.force_login(user)
    client.post("/bildirimler/okundu/")
    assert [row.state for row in told(user)] == ["read", "read"]
    assert not told(other)[0].is_read


def test_the_list_costs_the_same_for_one_and_for_many(client):
    user = make_user("staff")
    client.force_login(user)
    counts = []
    for _ in range(2):
        tell(user, about=make_household())
        tell(user, about=make_household(head={}))
        counts.append(len(queries(client, "/bildirimler/")))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("query", "found"), [("q=Sayım", 1), ("category=report", 2), ("category=task", 0), ("reading=read", 0)]
)
def test_the_list_is_narrowed(client, query, found):
    user = make_user()
    tell(user, title="Depo sayımı")
    tell(user, title="Başka")
    client.force_login(user)
    assert client.get(f"/bildirimler/?{query}").content.decode().count('class="list-open"') == found


@given(some.lists(some.sampled_from(NotificationState.values), max_size=6))
def test_whatever_is_tried_what_is_read_stays_read(steps):
    row = WorkflowNotification(state=NotificationState.PENDING)
    was_read = False
    for target in steps:
        try:
            NOTIFICATION_STATES.require(row.state, target)
        except IllegalTransition:
            continue
        row.state = target
        was_read |= target == NotificationState.READ
        assert not was_read or row.is_read
