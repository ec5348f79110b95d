"""Holding a meeting: quorum, proxies, votes, dissent and minutes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from meetings import quorum, services
from meetings.models import AgendaItem, Meeting, MinuteDraft

from ..pages import filled
from .pdf_words import words_of
from .rows import make_decision, make_item, make_meeting, make_participant

pytestmark = pytest.mark.django_db

# Of the law: members, then who must be there at the first call, for heavy decisions, and at the second call.
LAW = [(16, 9, 11, 16), (24, 13, 16, 16), (45, 23, 30, 16), (60, 31, 40, 16), (151, 76, 101, 16)]


@pytest.mark.parametrize(("members", "first", "heavy", "second"), LAW)
def test_the_law_says_how_many(members, first, heavy, second):
    def asked(**fields):
        return quorum.needed(Meeting(kind="general_ordinary", full_members=8, **fields), members)

    assert (asked(), asked(is_heavy=True), asked(is_second_call=True)) == (first, heavy, second)


@pytest.mark.parametrize(("present", "plain", "heavy"), [(16, 9, 11), (9, 5, 6), (1, 1, 1), (0, 0, 0)])
def test_a_decision_needs_the_majority_of_those_who_are_there(present, plain, heavy):
    meeting = Meeting(kind="general_extra")
    assert quorum.votes_needed(meeting, present) == plain
    meeting.is_heavy = True
    assert quorum.votes_needed(meeting, present) == heavy


def test_a_board_reckons_by_its_members_or_its_statute(make_user):
    meeting = make_meeting(people=[make_user("board") for _each in range(4)])
    services.add_guest(meeting=meeting, name="Konuk Kişi", by=meeting.organiser)
    services.add_guest(meeting=meeting, name="Yedek Kişi", role="substitute", by=meeting.organiser)
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)

    def now():
        row = Meeting.objects.get()
        return quorum.quorum_of(row, list(row.participants.all()))

    assert (now().entitled, now().needed, now().is_reached) == (5, 3, False)
    counts = []
    for participant in meeting.participants.order_by("-pk")[:4]:
        services.mark_attendance(participant=participant, attendance="present", by=meeting.organiser)
        counts.append(now().present)
    assert counts == [1, 1, 2, 3]  # who stands in counts, a guest does not
    assert now().is_reached
    told = {"entitled": None, "is_heavy": False, "is_second_call": False, "full_members": 8, "counted_present": None}
    services.set_quorum(meeting=meeting, by=meeting.organiser, statute_quorum=4, **told)
    assert not now().is_reached


def test_a_second_assembly_with_exactly_sixteen_is_quorate(client, make_user):
    clerk = make_user("staff")
    client.force_login(clerk)
    meeting = make_meeting(clerk, kind="general_ordinary", state="ongoing")
    data = {"entitled": "151", "counted_present": "15", "is_second_call": "on", "full_members": "8"}
    client.post(reverse("meetings:quorum_set", args=[meeting.pk]), data)
    assert "Yeter sayı yok" in client.get(meeting.get_absolute_url()).content.decode()
    client.post(reverse("meetings:quorum_set", args=[meeting.pk]), data | {"counted_present": "16"})
    assert "Yeter sayı var" in client.get(meeting.get_absolute_url()).content.decode()


def test_somebody_is_represented_where_that_is_allowed(make_user):
    meeting = make_meeting(kind="staff")
    away, there, other = (make_participant(meeting, make_user("board")) for _each in range(3))
    by = meeting.organiser
    services.change_state(meeting=meeting, target="ongoing", by=by)
    with pytest.raises(ValidationError):
        services.represent(participant=away, proxy=there, by=by)  # who is not there yet
    services.mark_attendance(participant=there, attendance="present", by=by)
    services.represent(participant=away, proxy=there, by=by)
    assert quorum.present_of(list(meeting.participants.all())) == 2
    services.mark_attendance(participant=there, attendance="absent", by=by)
    assert quorum.present_of(list(meeting.participants.all())) == 0
    board = make_participant(make_meeting(kind="board"), make_user("board"))
    services.change_state(meeting=board.meeting, target="ongoing", by=board.meeting.organiser)
    with pytest.raises(ValidationError):
        services.represent(participant=board, proxy=other, by=board.meeting.organiser)


def test_votes_are_named_or_counted_and_a_dissent_is_printed(client, make_user):
    clerk = make_user("staff")
    client.force_login(clerk)
    meeting = make_meeting(clerk)
    people = [make_participant(meeting, make_user("board", full_name=f"Şükrü Işık {number}")) for number in range(4)]
    services.change_state(meeting=meeting, target="ongoing", by=clerk)
    for person in people[:3]:
        services.mark_attendance(participant=person, attendance="present", by=clerk)
    decision = make_decision(meeting)
    url = reverse("meetings:votes", args=[decision.pk])
    assert client.post(url, {"votes_for": "4"}).status_code == 422  # three are there
    assert client.post(url, {"votes_for": "3"}).status_code == 302
    first, second, third, away = (person.pk for person in people)
    data = {f"choice-{first}": "for", f"choice-{second}": "against", f"choice-{third}": "conflict"}
    assert client.post(url, {f"dissent-{second}": "Karşıyım"}).status_code == 422  # without their vote
    assert client.post(url, data | {f"dissent-{second}": "Bütçe yetmez."}).status_code == 302
    decision.refresh_from_db()
    assert (decision.votes_for, decision.votes_against, decision.votes_abstained) == (1, 1, 0)
    with pytest.raises(ValidationError):
        services.record_votes(decision=decision, by=clerk, counts={}, choices={away: "for"}, dissents={})
    paper = words_of(client.get(reverse("meetings:decision_paper", args=[decision.pk])).getvalue())
    assert "Muhalefet şerhi, Şükrü Işık 1: Bütçe yetmez." in paper
    assert "Kabul 1, ret 1, çekimser 0" in paper
    services.change_state(meeting=meeting, target="completed", by=clerk)


def test_two_clerks_write_the_minutes_and_lose_nothing(client, make_user):
    first, second = make_user("staff", full_name="Elif Yazman"), make_user("staff")
    item = make_item(make_meeting(first, people=[second]))
    services.change_state(meeting=item.meeting, target="ongoing", by=first)
    url, draft_url = (reverse(f"meetings:minutes_{name}", args=[item.pk]) for name in ("edit", "draft"))
    client.force_login(first)
    opened = filled(client.get(url).content.decode())
    assert client.post(draft_url, {"minutes": "Kömür görüş"}).status_code == 204
    client.force_login(second)
    page = client.get(item.meeting.get_absolute_url()).content.decode()
    assert "Elif Yazman yazıyor:" in page
    assert "Kömür görüş" in page
    client.post(url, filled(client.get(url).content.decode()) | {"minutes": "İkinci yazmanın metni."})
    client.force_login(first)
    clash = client.post(url, opened | {"minutes": "Kömür görüşüldü."})
    assert clash.status_code == 422
    assert "İkinci yazmanın metni." in clash.content.decode()
    assert "Kömür görüş" in client.get(url).content.decode()  # the draft is there again
    assert client.post(url, filled(client.get(url).content.decode())).status_code == 302
    assert AgendaItem.objects.get().minutes == "Kömür görüş"
    assert not MinuteDraft.objects.filter(user=first).exists()
    assert client.post(draft_url, {"minutes": "a" * 20_001}).status_code == 422


def test_minutes_are_written_once_the_meeting_began(make_user):
    item = make_item()
    with pytest.raises(PermissionDenied):
        services.keep_draft(item=item, text="Erken", by=item.meeting.organiser)
    services.change_state(meeting=item.meeting, target="ongoing", by=item.meeting.organiser)
    item.meeting.refresh_from_db()
    item.minutes = "Başladı."
    services.save_minutes(item=item, by=item.meeting.organiser)
    with pytest.raises(ValidationError):
        services.remove_item(item=item, by=item.meeting.organiser)
