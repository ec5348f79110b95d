"""What somebody tries who means no good: others' answers, jumped states, huge texts, foreign rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kafkasder.core.days import today
from kafkasder.core.states import IllegalTransition
from meetings import services
from meetings.models import AgendaItem, Decision, Meeting, Participant

from .rows import make_decision, make_item, make_meeting, make_participant

pytestmark = pytest.mark.django_db

HUGE = "ğ" * 2_000_000


def test_nobody_answers_for_somebody_else(client, make_user):
    victim, other = make_user("volunteer"), make_user("board")
    meeting = make_meeting(people=[victim])
    client.force_login(other)  # sees all meetings
    url = reverse("meetings:answer", args=[meeting.pk, "katilmayacak"])
    assert (
        client.post(url, {"user": victim.pk, "participant": meeting.participants.get(user=victim).pk}).status_code
        == 403
    )
    client.force_login(meeting.organiser)
    assert client.post(url, {"user": victim.pk}).status_code == 302  # answers for themself alone
    assert meeting.participants.get(user=victim).answer == "invited"
    assert meeting.participants.get(user=meeting.organiser).answer == "declined"


@pytest.mark.parametrize("state", ["ongoing", "completed"])
def test_nobody_answers_once_the_meeting_began(client, make_user, state):
    volunteer = make_user("volunteer")
    meeting = make_meeting(people=[volunteer], state=state)
    client.force_login(volunteer)
    for word in ("katilacak", "belki", "katilmayacak", "baska"):
        assert client.post(reverse("meetings:answer", args=[meeting.pk, word])).status_code in (403, 404)
    assert Participant.objects.get(user=volunteer).answer == "invited"


def test_states_are_not_jumped(client):
    meeting = make_meeting()
    client.force_login(meeting.organiser)
    for target in ("completed", "scheduled", "x", "cancelled"):
        url = reverse("meetings:meeting_state", args=[meeting.pk, target])
        assert client.post(url, {"reason": ""}).status_code in (404, 422)
    for target in ("completed", "scheduled"):
        with pytest.raises(IllegalTransition):
            services.change_state(meeting=meeting, target=target, by=meeting.organiser)
    for state in ("completed", "cancelled"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(state="done" if state == "completed" else state)
    with pytest.raises(PermissionDenied):
        make_decision(meeting)  # before it began


def test_nothing_is_decided_in_a_meeting_that_was_called_off():
    meeting = make_meeting()
    services.change_state(meeting=meeting, target="cancelled", by=meeting.organiser, reason="Katılım az.")
    for attempt in (lambda: make_decision(meeting), lambda: make_item(meeting), lambda: make_participant(meeting)):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_meeting_that_was_called_off_counts_nobody(client):
    meeting = make_meeting(kind="aid_committee")
    by = meeting.organiser
    services.change_state(meeting=meeting, target="cancelled", by=by, reason="Katılım az.")
    client.force_login(by)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Yeter sayı yok" not in page
    assert reverse("meetings:quorum_set", args=[meeting.pk]) not in page
    person = meeting.participants.get()
    posts = [
        reverse("meetings:quorum_set", args=[meeting.pk]),
        reverse("meetings:call", args=[meeting.pk]),
        reverse("meetings:meeting_edit", args=[meeting.pk]),
        reverse("meetings:decision_adopt", args=[meeting.pk]),
        reverse("meetings:action_add", args=[meeting.pk]),
        reverse("meetings:attendance", args=[person.pk, "katildi"]),
        reverse("meetings:answer", args=[meeting.pk, "katilacak"]),
    ]
    assert {url: status for url in posts if (status := client.post(url).status_code) not in (403, 404)} == {}
    for paper in ("hazirun", "tutanak", "cagri"):
        assert client.get(reverse("meetings:meeting_paper", args=[meeting.pk, paper])).status_code == 200


def test_a_decision_that_is_sent_twice_is_adopted_once(client):
    meeting = make_meeting(state="ongoing")
    client.force_login(meeting.organiser)
    url = reverse("meetings:decision_adopt", args=[meeting.pk])
    data = {"title": "Kasa sınırı", "text": "20.000 TL ile sınırlıdır."}
    assert client.post(url, data).status_code == 302
    again = client.post(url, data)
    assert again.status_code == 422
    assert "Bu karar yazılmış" in again.content.decode()
    assert Decision.objects.get().number == 1
    assert make_decision(meeting).number == 2  # and no number is lost


@pytest.mark.django_db(transaction=True)
def test_a_decision_that_is_sent_twice_at_once_is_adopted_once():
    meeting, together = make_meeting(state="ongoing"), Barrier(4)

    def adopt(_each):
        try:
            together.wait()
            decision = Decision(title="Kasa sınırı", text="20.000 TL ile sınırlıdır.")
            return services.adopt(decision=decision, meeting=meeting, by=meeting.organiser).number
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(map(str, pool.map(adopt, range(4))))
    assert found == ["1", *["decided_already"] * 3]


def test_a_decision_of_a_board_that_met_early_bears_the_day_on_which_it_was_taken():
    meeting = make_meeting(state="ongoing", ahead=timedelta(days=3))
    assert make_decision(meeting).adopted_on == today()
    assert make_decision(make_meeting(ago=timedelta(days=9))).adopted_on == today() - timedelta(days=9)


@pytest.mark.parametrize(
    ("name", "field"),
    [("item_add", "title"), ("guest_add", "name"), ("decision_adopt", "text"), ("meeting_edit", "description")],
)
def test_huge_texts_are_refused_in_words(client, name, field):
    meeting = make_meeting(state="ongoing")
    client.force_login(meeting.organiser)
    data = {"title": "Uzun", "text": "Uzun", "role": "guest", "name": "Uzun", field: HUGE}
    assert client.post(reverse(f"meetings:{name}", args=[meeting.pk]), data).status_code in (400, 413, 422)
    assert not AgendaItem.objects.exists()
    assert not Decision.objects.exists()


def test_huge_minutes_and_zero_bytes_are_refused(client):
    item = make_item()
    services.change_state(meeting=item.meeting, target="ongoing", by=item.meeting.organiser)
    client.force_login(item.meeting.organiser)
    for text in ("a" * 20_001, "\x00"):
        for name in ("minutes_draft", "minutes_edit"):
            answer = client.post(reverse(f"meetings:{name}", args=[item.pk]), {"minutes": text})
            assert answer.status_code in (204, 422), name
    item.refresh_from_db()
    assert item.minutes == ""


def test_a_point_or_person_of_another_meeting_is_not_taken(make_user):
    meeting, foreign = make_meeting(state="ongoing"), make_item()
    with pytest.raises(ValidationError):
        make_decision(meeting, agenda_item=foreign)
    mine, theirs = make_participant(make_meeting(kind="staff")), make_participant(make_meeting(kind="staff"))
    for each in (mine, theirs):
        services.change_state(meeting=each.meeting, target="ongoing", by=each.meeting.organiser)
        services.mark_attendance(participant=each, attendance="present", by=each.meeting.organiser)
    with pytest.raises(ValidationError):
        services.represent(participant=mine, proxy=theirs, by=mine.meeting.organiser)


def test_an_answer_and_a_move_at_once_leave_no_answer_to_another_time(make_user):
    volunteer = make_user("volunteer")
    meeting = make_meeting(people=[volunteer])
    stale = Meeting.objects.get(pk=meeting.pk)
    meeting.starts_at, meeting.ends_at = meeting.starts_at + timedelta(days=1), meeting.ends_at + timedelta(days=1)
    services.save_meeting(meeting=meeting, by=meeting.organiser)
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)
    with pytest.raises(PermissionDenied):
        services.answer(meeting=stale, answer="accepted", by=volunteer)
