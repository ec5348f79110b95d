"""Series: meetings that come again, one changed alone or with those after it, and ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.urls import reverse
from freezegun import freeze_time

from meetings import services
from meetings.models import Meeting, MeetingSeries
from meetings.when import day_of, time_of
from notifications.models import WorkflowNotification
from tasks.entries import entries_for

from .rows import make_meeting

pytestmark = pytest.mark.django_db
ISTANBUL = ZoneInfo("Europe/Istanbul")
MONDAY = datetime(2027, 3, 1, 18, 30, tzinfo=ISTANBUL)  # the first of its month
NOW = "2027-02-26 09:00+03:00"


def make_series(by, rule="FREQ=MONTHLY;BYDAY=1MO", people=(), until=None, **fields):
    meeting = make_meeting(
        by, starts_at=MONDAY, ends_at=MONDAY + timedelta(minutes=90), people=people, agenda=["Açılış"], **fields
    )
    return services.begin_series(meeting=meeting, rule=rule, until=until, by=by)


def days():
    return [f"{day_of(each.starts_at):%d.%m}" for each in Meeting.objects.order_by("starts_at")]


def pattern(series, **changes):
    told = {name: getattr(series, name) for name in ("title", "description", "place", "link", "at", "minutes")}
    told |= {"agenda": series.agenda, "people": [each.user for each in series.members.all()]}
    return told | changes


def test_a_series_is_called_as_time_goes_on(make_user):
    clerk, board = make_user("staff"), make_user("board")
    with freeze_time(NOW) as clock:
        make_series(clerk, people=[board])
        assert days() == ["01.03"]
        for viewer, told in ((board, ["05.04", "03.05"]), (make_user("volunteer"), [])):
            expected = entries_for(viewer, date(2027, 4, 1), date(2027, 5, 31), mine=True)
            assert [f"{each.day:%d.%m}" for each in expected if each.faint] == told
        clock.move_to("2027-03-02 06:15+03:00")
        assert services.fill_series() == 1
        assert services.fill_series() == 0
        assert days() == ["01.03", "05.04"]
        second = Meeting.objects.latest("starts_at")
        assert time_of(second.starts_at) == time(18, 30)
        assert second.minutes == 90
        assert list(second.agenda.values_list("title", flat=True)) == ["Açılış"]
        assert set(second.participants.values_list("user", "answer")) == {(clerk.pk, "accepted"), (board.pk, "invited")}
        assert WorkflowNotification.objects.filter(recipient=board, kind="meetings.invited").count() == 2
        clock.move_to("2027-07-20 06:15+03:00")  # the panel stood still: what is past is not called
        assert services.fill_series() == 1
        assert days()[-1] == "02.08"


def test_a_series_ends_on_its_day(make_user):
    with freeze_time(NOW):
        make_series(make_user("staff"), rule="FREQ=WEEKLY", until=datetime(2027, 3, 15).date())
        assert days() == ["01.03", "08.03", "15.03"]


def test_one_is_changed_alone_or_with_those_after_it(client, make_user):
    clerk, board, other = make_user("staff"), make_user("board"), make_user("board")
    with freeze_time(NOW):
        series = make_series(clerk, rule="FREQ=WEEKLY", people=[board])
        first, second, third, *rest = Meeting.objects.order_by("starts_at")
        third.title = "Yalnız bu"
        third.starts_at, third.ends_at = third.starts_at + timedelta(days=1), third.ends_at + timedelta(days=1)
        services.save_meeting(meeting=third, by=clerk)
        services.answer(meeting=second, answer="accepted", by=board)
        changes = {"at": time(20, 0), "place": "Vakıf salonu", "people": [other], "agenda": ["Açılış", "Bütçe"]}
        services.change_following(meeting=second, by=clerk, **pattern(series, **changes))
        for meeting in (first, second, third):
            meeting.refresh_from_db()
        assert (time_of(first.starts_at), first.place) == (time(18, 30), "")
        assert (time_of(second.starts_at), second.place, second.sequence) == (time(20, 0), "Vakıf salonu", 1)
        assert (f"{day_of(third.starts_at):%d.%m}", time_of(third.starts_at)) == ("16.03", time(20, 0))
        assert list(third.agenda.values_list("title", flat=True)) == ["Açılış", "Bütçe"]
        assert set(second.participants.values_list("user", "answer")) == {(clerk.pk, "accepted"), (other.pk, "invited")}
        assert set(first.participants.values_list("user", flat=True)) == {clerk.pk, board.pk}
        assert not Meeting.objects.visible_to(make_user("volunteer")).exists()
        client.force_login(clerk)
        assert client.get(reverse("meetings:series_edit", args=[first.pk])).status_code == 200
        services.end_series(meeting=third, by=clerk)
        assert set(Meeting.objects.filter(starts_at__gt=third.starts_at).values_list("state", flat=True)) == {
            "cancelled"
        }
        assert services.fill_series() == 0
        assert len(rest) == 2


def test_the_form_begins_a_series_and_assemblies_have_none(client, make_user):
    clerk = make_user("staff")
    data = {
        "title": "Haftalık ekip",
        "kind": "staff",
        "starts_at": "2027-03-01T18:30",
        "ends_at": "2027-03-01T19:30",
        "repeat": "FREQ=MONTHLY;BYDAY=1MO",
    }
    with freeze_time(NOW):
        client.force_login(clerk)
        page = client.get(reverse("meetings:meeting_create")).content.decode()
        assert "Her ay, 1. Pazartesi" in page
        assert client.post(reverse("meetings:meeting_create"), data | {"afterwards": "on"}).status_code == 422
        assert (
            client.post(reverse("meetings:meeting_create"), data | {"repeat": "FREQ=MONTHLY;BYDAY=9XX"}).status_code
            == 422
        )
        assembly = data | {"kind": "general_ordinary", "starts_at": "2027-04-01T18:30", "ends_at": "2027-04-01T19:30"}
        assert client.post(reverse("meetings:meeting_create"), assembly).status_code == 422
        assert not Meeting.objects.exists()
        assert client.post(reverse("meetings:meeting_create"), data).status_code == 302
        assert "Her ay, 1. Pazartesi" in client.get(Meeting.objects.get().get_absolute_url()).content.decode()


def test_who_does_not_hold_it_changes_no_series(make_user):
    clerk, volunteer = make_user("staff"), make_user("volunteer")
    with freeze_time(NOW):
        series = make_series(clerk, people=[volunteer])
        meeting = Meeting.objects.get()
        for service in (services.end_series, services.change_following):
            more = pattern(series) if service is services.change_following else {}
            with pytest.raises(PermissionDenied):
                service(meeting=meeting, by=volunteer, **more)
        with pytest.raises(ValidationError):
            services.end_series(meeting=make_meeting(clerk), by=clerk)


def test_an_organiser_who_may_not_call_any_more_calls_nothing(make_user):
    clerk = make_user("staff")
    with freeze_time(NOW) as clock:
        make_series(clerk)
        clerk.is_active = False
        clerk.save()
        clock.move_to("2027-03-02 06:15+03:00")
        assert services.fill_series() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_call_each_meeting_once(make_user):
    clerk = make_user("staff")
    meeting = make_meeting(clerk, ahead=timedelta(days=1))
    services.begin_series(meeting=meeting, rule="FREQ=WEEKLY", by=clerk)
    Meeting.objects.exclude(pk=meeting.pk).delete()

    def fill(_each):
        try:
            return services.fill_series()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(fill, range(4)))
    assert sum(counts) == Meeting.objects.count() - 1 == 4
    assert MeetingSeries.objects.get().meetings.values("series_day").distinct().count() == 5
