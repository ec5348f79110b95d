"""Invitations by mail: what calendar programs get, and that only the invited person answers, by a post."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings import services
from notifications.models import Delivery
from notifications.services import delivery

from .rows import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _transport(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def mails(mailoutbox):
    """Send what waits, and return the mails of one person, the newest last."""

    def of(person):
        delivery.deliver_due()
        return [each for each in mailoutbox if each.to == [person.email]]

    return of


def calendar_of(mail):
    """Return the calendar object of a mail as it goes over the line, once it was found to be well made."""
    parts = {part.get_content_type(): part for part in mail.message().walk()}
    inside, beside = parts["text/calendar"], parts["application/ics"]
    sent = beside.get_payload(decode=True)
    assert inside.get_payload(decode=True).decode().split() == sent.decode().split()
    assert sent.count(b"\n") == sent.count(b"\r\n")
    assert max(len(line) for line in sent.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(sent)
    assert inside.get_param("method") == calendar["method"]
    (event,) = calendar.walk("VEVENT")
    return calendar["method"], event


def test_an_invitation_a_change_and_a_calling_off_reach_the_calendar(make_user, mails):
    board, other = make_user("board", full_name='Şükrü "Işık"'), make_user("board")
    title = "Kış yardımları, " + "ğüşiöç;\\ " * 15
    meeting = make_meeting(people=[board, other], title=title.strip(), place="Hunat Mah.\x0b No: 3")
    (mail,) = mails(board)
    method, event = calendar_of(mail)
    assert (method, event["sequence"], event["status"]) == ("REQUEST", 0, "CONFIRMED")
    assert (event["summary"], event["location"]) == (meeting.title, "Hunat Mah.  No: 3")
    assert event["organizer"] == f"mailto:{meeting.organiser.email}"
    assert event["attendee"] == f"mailto:{board.email}"
    assert (event["attendee"].params["PARTSTAT"], event["attendee"].params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
    assert other.email not in mail.message().as_string()
    uid = event["uid"]

    services.answer(meeting=meeting, answer="accepted", by=board)
    meeting.refresh_from_db()
    meeting.starts_at, meeting.ends_at = meeting.starts_at + timedelta(days=1), meeting.ends_at + timedelta(days=1)
    services.save_meeting(meeting=meeting, by=meeting.organiser)
    method, event = calendar_of(mails(board)[-1])
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", uid, 1)
    assert event.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"

    services.change_state(meeting=meeting, target="cancelled", by=meeting.organiser, reason="Katılım az.")
    method, event = calendar_of(mails(board)[-1])
    assert (method, event["uid"], event["sequence"], event["status"]) == ("CANCEL", uid, 2, "CANCELLED")
    assert "/davet/" not in mails(board)[-1].body


def test_who_is_taken_off_a_meeting_has_it_cancelled_in_their_calendar(make_user, mails):
    board = make_user("board")
    meeting = make_meeting(people=[board])
    assert calendar_of(mails(board)[-1])[0] == "REQUEST"
    services.remove_participant(participant=meeting.participants.get(user=board), by=meeting.organiser)
    method, event = calendar_of(mails(board)[-1])
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    services.add_people(meeting=meeting, people=[board], by=meeting.organiser)
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())  # it would be gathered for a while
    method, event = calendar_of(mails(board)[-1])
    assert (method, event["status"], event["sequence"]) == ("REQUEST", "CONFIRMED", 1)


def test_a_mail_leads_to_a_page_that_asks_and_a_post_answers(client, make_user, mails):
    board = make_user("board")
    meeting = make_meeting(people=[board])
    own = meeting.participants.get(user=board)
    page = reverse("meetings:invitation", args=[meeting.pk])
    (mail,) = mails(board)
    for word in ("katilacak", "belki", "katilmayacak"):
        assert f"{page}?yanit={word}" in mail.body
        assert f"{page}?yanit={word}" in mail.alternatives[0].content
    assert client.get(f"{page}?yanit=katilacak").status_code == 302  # asks who one is
    client.force_login(board)
    assert "onaylamak için" in client.get(f"{page}?yanit=katilmayacak").content.decode()
    for word in ("katilacak", "katilmayacak"):
        assert client.get(reverse("meetings:answer", args=[meeting.pk, word])).status_code == 405
    own.refresh_from_db()
    assert own.answer == "invited"
    client.post(reverse("meetings:answer", args=[meeting.pk, "katilmayacak"]))
    own.refresh_from_db()
    assert own.answer == "declined"
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)
    told = client.get(page).content.decode()
    assert "artık yanıtlanamaz" in told
    assert client.post(reverse("meetings:answer", args=[meeting.pk, "katilacak"])).status_code == 403


def test_the_page_of_an_invitation_is_nobody_elses(client, make_user):
    meeting = make_meeting(people=[make_user("board")])
    client.force_login(make_user("board"))  # sees all meetings, and is not called to this one
    assert client.get(reverse("meetings:invitation", args=[meeting.pk])).status_code == 404


def test_a_digest_carries_each_meeting(make_user, mails):
    board = make_user("board")
    make_meeting(people=[board])
    make_meeting(people=[board], title="İkinci toplantı")
    Delivery.objects.update(in_digest=True)
    (mail,) = mails(board)
    kinds = [part.get_content_type() for part in mail.message().walk()]
    assert kinds.count("application/ics") == 2
    assert "text/calendar" not in kinds
