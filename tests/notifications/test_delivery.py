"""Delivery: in the reader's language, at the hours they chose, once, and given up where it is seen."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPDataError

import pytest
from aiosmtpd.controller import Controller
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from freezegun import freeze_time

from kafkasder.serving.redis import free_port
from notifications.models import Delivery, WorkflowNotification
from notifications.services import delivery, preferences, reading

from ..factories import make_household, make_user
from .rows import a_delivery, a_kind, tell, told

pytestmark = pytest.mark.django_db
NOON = "2027-03-10 12:00+03:00"  # the association's clock


@pytest.fixture(autouse=True)
def _kind(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
    with a_kind():
        yield


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise SMTPDataError(554, "biri@example.org")


class Away(EmailBackend):
    def open(self):
        raise ConnectionRefusedError("10.0.0.1")


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


class Inbox:
    """What a real mail server takes."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings):
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    taken = Inbox()
    server = Controller(taken, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    server.start()
    yield taken.mails
    server.stop()


def test_a_mail_server_gets_text_and_html_in_the_readers_language(inbox):
    turk, briton = make_user(full_name="İnci Ağır"), make_user(language="en")
    tell(turk, briton, about=make_household())
    assert delivery.deliver_due() == 2
    (first, second) = sorted(inbox, key=lambda mail: mail["To"] != turk.email)
    assert (first["Subject"], second["Subject"]) == ("Bildirimler", "Notifications")
    for kind in ("plain", "html"):
        assert "Merhaba İnci Ağır," in first.get_body((kind,)).get_content()
        assert "Why did I get this?" in second.get_body((kind,)).get_content()
        assert told(turk)[0].get_absolute_url() in first.get_body((kind,)).get_content()
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Message-ID"] == Delivery.objects.get(recipient=turk).message_id
    assert {each.state for each in told(turk, briton)} == {"sent"}
    assert delivery.deliver_due() == 0


def test_what_was_read_in_the_panel_is_not_mailed(mailoutbox):
    reader = make_user()
    tell(reader)
    reading.mark_read(notification=told(reader)[0], by=reader)
    assert delivery.deliver_due() == 0
    assert (mailoutbox, states()) == ([], ["dropped"])


@pytest.mark.parametrize(
    ("now", "begin", "end", "due"),
    [
        (NOON, "22:00", "07:00", NOON),
        ("2027-03-10 23:30+03:00", "22:00", "07:00", "2027-03-11 07:00+03:00"),
        ("2027-03-11 06:59+03:00", "22:00", "07:00", "2027-03-11 07:00+03:00"),
        ("2027-03-11 07:00+03:00", "22:00", "07:00", "2027-03-11 07:00+03:00"),
        (NOON, "12:00", "13:00", "2027-03-10 13:00+03:00"),
        ("2027-12-31 23:00+03:00", "22:00", "07:00", "2028-01-01 07:00+03:00"),
        ("2028-02-28 23:00+03:00", "22:00", "07:00", "2028-02-29 07:00+03:00"),
    ],
)
def test_quiet_hours_put_off_what_is_not_urgent(now, begin, end, due):
    reader = make_user()
    preferences.keep_rhythm(by=reader, quiet_from=begin, quiet_to=end, digest_hour=None)
    with freeze_time(now), a_kind(key="tests.urgent", urgent=True):
        tell(reader)
        tell(reader, kind="tests.urgent")
    calm, urgent = Delivery.objects.order_by("pk")
    assert (calm.due_at, urgent.due_at) == (datetime.fromisoformat(due), datetime.fromisoformat(now))


def test_the_hours_are_those_of_the_clock_when_clocks_change(settings):
    settings.TIME_ZONE = "Europe/Berlin"  # whose clocks go forward at 02:00 on 28 March 2027
    timezone.get_default_timezone.cache_clear()
    try:
        reader = make_user()
        preferences.keep_rhythm(by=reader, quiet_from="22:00", quiet_to="07:00", digest_hour=None)
        with freeze_time("2027-03-27 22:30+01:00"):
            tell(reader)
        assert Delivery.objects.get().due_at == datetime.fromisoformat("2027-03-28 07:00+02:00")
    finally:
        timezone.get_default_timezone.cache_clear()


def test_a_daily_digest_is_one_mail_at_its_hour(mailoutbox):
    reader = make_user()
    preferences.keep_rhythm(by=reader, quiet_from=None, quiet_to=None, digest_hour=18)
    with freeze_time(NOON) as clock:
        tell(reader, title="Birinci")
        clock.tick(timedelta(hours=1))
        tell(reader, title="İkinci")
        assert delivery.deliver_due() == 0
        clock.move_to("2027-03-10 18:00:01+03:00")
        assert delivery.deliver_due() == 2
    (mail,) = mailoutbox
    assert "2" in mail.subject
    assert "Birinci" in mail.body
    assert "İkinci" in mail.body


def test_words_that_change_while_a_mail_is_on_its_way_go_once_more(mailoutbox, monkeypatch, settings):
    reader, household = make_user(), make_household()
    tell(reader, about=household, title="Birinci")
    send = EmailBackend.send_messages

    def send_while_it_changes(backend, messages):
        WorkflowNotification.objects.update(title="İkinci", told_at=timezone.now())
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_while_it_changes)
    delivery.deliver_due()
    assert states() == ["waiting"]
    assert Delivery.objects.get().due_at > timezone.now() + timedelta(minutes=5)


def test_what_is_refused_is_tried_again_and_given_up_where_it_is_seen(settings, client):
    settings.MAIL_TRANSPORT = f"{__name__}.Refusing"
    tell(make_user())
    with freeze_time(NOON) as clock:
        Delivery.objects.update(due_at=timezone.now())
        for _ in range(delivery.MOST_TRIES):
            assert delivery.deliver_due() == 0
            clock.tick(timedelta(hours=1))
    assert (states(), Delivery.objects.get().error) == (["failed"], "SMTPDataError")
    client.force_login(make_user("admin"))
    assert "SMTPDataError" in client.get("/bildirimler/gonderimler/").content.decode()


def test_a_failure_waits_a_little_longer_each_time(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.Refusing"
    tell(make_user())
    with freeze_time(timezone.now() + timedelta(minutes=1)) as clock:
        pauses = []
        for _ in range(3):
            delivery.deliver_due()
            pauses.append(Delivery.objects.get().due_at - timezone.now())
            clock.tick(pauses[-1])
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]


def test_a_mail_server_that_is_away_costs_the_others_no_try(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.Away"
    tell(*(make_user() for _ in range(3)))
    assert delivery.deliver_due() == 0
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 0, 1]


def test_what_was_given_up_can_be_tried_again(mailoutbox):
    failed = a_delivery()
    delivery.retry(delivery=failed, by=make_user("admin"))
    assert delivery.deliver_due() == 1
    assert [mail.to for mail in mailoutbox] == [[failed.recipient.email]]


def test_a_text_message_is_offered_where_somebody_sends_them(settings, capsys):
    reader = make_user(phone="+905321112233")
    preferences.choose(by=reader, choices={("tests.told", "sms"): True, ("tests.told", "email"): False})
    tell(reader)
    assert not Delivery.objects.exists()
    settings.SMS_BACKEND = "notifications.sms.ConsoleBackend"
    tell(reader)
    assert delivery.deliver_due() == 1
    assert "SMS +905321112233" in capsys.readouterr().out
