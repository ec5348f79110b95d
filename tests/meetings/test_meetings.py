"""Calling meetings, what the database refuses, who sees and does what, and answering invitations."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from kafkasder.core.states import IllegalTransition
from meetings import policy, services
from meetings.models import AgendaItem, Meeting, Participant
from notifications.models import WorkflowNotification
from tasks.entries import entries_for
from tasks.feed import feed_of

from .rows import make_item, make_meeting, make_participant

pytestmark = pytest.mark.django_db


def told(person):
    return list(WorkflowNotification.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  ab "},
        {"description": "a" * 2001},
        {"kind": "party"},
        {"state": "over"},
        {"state": "cancelled"},
        {"ends_at": timezone.now() - timedelta(days=900)},
    ],
)
def test_the_database_holds_the_rules(wrong):
    meeting = make_meeting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**wrong)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", state_reason="Katılım az.")


def test_a_participant_is_somebody_once_and_answers_as_a_user(make_user):
    participant = make_participant()
    rows = Participant.objects.filter(pk=participant.pk)
    for wrong in ({"name": "Ali"}, {"user": None}, {"answer": "accepted"}, {"role": "king"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(meeting=participant.meeting, user=participant.user)
    services.set_role(participant=participant, role="chair", by=participant.meeting.organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(meeting=participant.meeting, name="İkinci Başkan", role="chair")


def test_a_new_meeting_is_an_hour_ahead_unless_it_has_been(make_user):
    staff = make_user("staff")
    with pytest.raises(ValidationError):
        make_meeting(staff, ahead=timedelta(minutes=59))
    assert make_meeting(staff, ahead=timedelta(minutes=61)).state == "scheduled"
    with pytest.raises(ValidationError):
        make_meeting(staff, ago=timedelta(minutes=-5))
    assert make_meeting(staff, ago=timedelta(minutes=5)).state == "ongoing"
    guest = make_user("board")
    assert make_meeting(staff, ago=timedelta(days=5), people=[guest]).state == "completed"
    assert told(guest) == []  # it has been: there is nothing to answer


def test_who_organises_takes_part_and_the_others_are_invited(make_user):
    staff, board = make_user("staff"), make_user("board")
    meeting = make_meeting(staff, people=[board, staff], agenda=["Açılış", "Kış yardımları"])
    answers = dict(meeting.participants.values_list("user", "answer"))
    assert answers == {staff.pk: "accepted", board.pk: "invited"}
    assert list(meeting.agenda.values_list("position", "title")) == [(1, "Açılış"), (2, "Kış yardımları")]
    assert (told(board), told(staff)) == (["meetings.invited"], [])


def test_nobody_is_called_who_would_not_see_it(make_user):
    with pytest.raises(ValidationError):
        make_meeting(people=[make_user()])
    assert not Meeting.objects.exists()


def test_everybody_answers_for_themselves_alone(make_user):
    board, volunteer = make_user("board"), make_user("volunteer")
    meeting = make_meeting(people=[volunteer])
    services.answer(meeting=meeting, answer="tentative", by=volunteer)
    services.answer(meeting=meeting, answer="declined", by=volunteer)
    services.answer(meeting=meeting, answer="declined", by=volunteer)
    assert meeting.participants.get(user=volunteer).answer == "declined"
    assert WorkflowNotification.objects.get(recipient=meeting.organiser).kind == "meetings.answered"
    with pytest.raises(PermissionDenied):
        services.answer(meeting=meeting, answer="accepted", by=board)  # sees all, is not called
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)
    with pytest.raises(PermissionDenied):
        services.answer(meeting=meeting, answer="accepted", by=volunteer)


def test_another_time_asks_everybody_again(make_user):
    volunteer = make_user("volunteer")
    meeting = make_meeting(people=[volunteer])
    services.answer(meeting=meeting, answer="accepted", by=volunteer)
    meeting.place = "Dernek merkezi"
    services.save_meeting(meeting=meeting, by=meeting.organiser)
    assert meeting.participants.get(user=volunteer).answer == "accepted"
    meeting.starts_at, meeting.ends_at = meeting.starts_at + timedelta(days=1), meeting.ends_at + timedelta(days=1)
    services.save_meeting(meeting=meeting, by=meeting.organiser)
    assert meeting.participants.get(user=volunteer).answer == "invited"
    assert meeting.participants.get(user=meeting.organiser).answer == "accepted"
    assert set(told(volunteer)) == {"meetings.invited", "meetings.changed"}


def test_each_role_sees_its_own(make_user):
    volunteer = make_user("volunteer")
    own, foreign = make_meeting(people=[volunteer]), make_meeting()
    assert list(Meeting.objects.visible_to(volunteer)) == [own]
    assert set(Meeting.objects.visible_to(make_user("auditor"))) == {own, foreign}
    assert not policy.can_hold(volunteer, own)
    assert not policy.can_hold(make_user("auditor"), own)
    assert policy.can_hold(make_user("board"), own)


def test_chair_and_clerk_bring_it_forward(make_user, with_verbs_of_meetings):
    member = with_verbs_of_meetings("view_meetings", "manage_meetings")
    participant = make_participant(user=member)
    assert not policy.can_hold(member, participant.meeting)
    services.set_role(participant=participant, role="clerk", by=participant.meeting.organiser)
    assert policy.can_hold(member, participant.meeting)


@pytest.fixture
def with_verbs_of_meetings(make_user):
    from django.contrib.auth.models import Permission

    def make(*verbs):
        user = make_user()
        user.user_permissions.set(Permission.objects.filter(content_type__app_label="meetings", codename__in=verbs))
        return type(user).objects.get(pk=user.pk)

    return make


def test_a_meeting_goes_its_way_and_no_other(make_user):
    meeting = make_meeting(people=[volunteer := make_user("volunteer")])
    by = meeting.organiser
    with pytest.raises(IllegalTransition):
        services.change_state(meeting=meeting, target="completed", by=by)
    with pytest.raises(ValidationError):
        services.change_state(meeting=meeting, target="cancelled", by=by)
    with pytest.raises(PermissionDenied):
        services.change_state(meeting=meeting, target="ongoing", by=volunteer)
    services.change_state(meeting=meeting, target="ongoing", by=by)
    services.change_state(meeting=meeting, target="completed", by=by)
    for target in ("scheduled", "ongoing", "cancelled"):
        with pytest.raises(IllegalTransition):
            services.change_state(meeting=meeting, target=target, by=by, reason="x")
    with pytest.raises(PermissionDenied):
        services.add_item(meeting=meeting, title="Geç kalan madde", by=by)


def test_a_cancelled_meeting_is_told(make_user):
    volunteer = make_user("volunteer")
    meeting = make_meeting(people=[volunteer])
    services.change_state(meeting=meeting, target="cancelled", by=meeting.organiser, reason="Katılım az.")
    assert "meetings.state" in told(volunteer)


def test_the_organiser_stays(make_user):
    participant = make_participant()
    meeting = participant.meeting
    with pytest.raises(ValidationError):
        services.remove_participant(participant=meeting.participants.get(user=meeting.organiser), by=meeting.organiser)
    services.remove_participant(participant=participant, by=meeting.organiser)
    assert not Meeting.objects.visible_to(participant.user).exists()


def test_the_points_of_an_agenda_keep_their_order(make_user):
    meeting = make_meeting(agenda=["Bir", "İki", "Üç"])
    first, second, third = meeting.agenda.all()
    services.move_item(item=third, up=True, by=meeting.organiser)
    services.move_item(item=first, up=True, by=meeting.organiser)
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Bir", "Üç", "İki"]
    services.remove_item(item=first, by=meeting.organiser)
    assert list(meeting.agenda.values_list("position", "title")) == [(1, "Üç"), (2, "İki")]
    presenter = meeting.participants.get()
    services.write_item(item=second, title="İki", text="", at=None, presenter=presenter, by=meeting.organiser)
    presenter.delete()
    assert AgendaItem.objects.get(pk=second.pk).presenter is None


def test_reminders_go_out_once(make_user):
    coming, declined = make_user("volunteer"), make_user("board")
    meeting = make_meeting(people=[coming, declined], ahead=timedelta(hours=20))
    make_meeting(people=[coming], ahead=timedelta(hours=30))
    services.answer(meeting=meeting, answer="declined", by=declined)
    assert services.remind_of_meetings() == 2  # who may come, and who organises it
    assert services.remind_of_meetings() == 0
    assert "meetings.soon" in told(coming)
    assert "meetings.soon" not in told(declined)


def test_the_calendar_and_the_feed_hold_ones_meetings(make_user):
    volunteer = make_user("volunteer")
    start = datetime(2040, 3, 15, 14, 30, tzinfo=ZoneInfo("Europe/Istanbul"))
    meeting = make_meeting(
        people=[volunteer], starts_at=start, ends_at=start + timedelta(minutes=90), place="Dernek merkezi, Hunat"
    )
    make_meeting(starts_at=start, ends_at=start + timedelta(minutes=90), title="Başkalarının toplantısı")
    (entry,) = entries_for(volunteer, start.date(), start.date(), mine=False)
    assert (entry.title, entry.at) == (meeting.title, start.time())
    (event,) = Calendar.from_ical(feed_of(volunteer, lambda path: f"https://panel{path}")).walk("VEVENT")
    assert (event["summary"], event["location"]) == (meeting.title, "Dernek merkezi, Hunat")
    assert (event.decoded("dtend") - event.decoded("dtstart"), event["transp"]) == (timedelta(minutes=90), "OPAQUE")
    services.answer(meeting=meeting, answer="declined", by=volunteer)
    assert not Calendar.from_ical(feed_of(volunteer, str)).walk("VEVENT")


def test_what_is_full_takes_nobody_more(monkeypatch, make_user):
    monkeypatch.setattr("meetings.services.people.MOST", 2)
    meeting = make_meeting(people=[make_user("board")])
    with pytest.raises(ValidationError):
        services.add_guest(meeting=meeting, name="Ali Konuk", by=meeting.organiser)
    assembly = make_meeting(people=[make_user("board")], kind="general_ordinary")
    assert services.add_guest(meeting=assembly, name="Ali Konuk", by=assembly.organiser).answer == "invited"


def test_an_item_of_a_foreign_meeting_is_not_moved(make_user):
    with pytest.raises(PermissionDenied):
        services.move_item(item=make_item(), up=True, by=make_user("volunteer"))
