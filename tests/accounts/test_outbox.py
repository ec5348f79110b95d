"""Mails wait in a table and go out once: not before the commit, not twice, not in clear, and not in the request."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import AuditEntry, OutgoingMail
from accounts.services import outbox

from ..factories import make_user

pytestmark = pytest.mark.django_db

TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _outbox(settings):
    settings.EMAIL_BACKEND = "accounts.services.mail.OutboxBackend"
    settings.MAIL_TRANSPORT = TRANSPORT


def post(text="Gizli bağlantı", **headers):
    EmailMessage("Konu", text, None, ["biri@example.org"], headers=headers).send()


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("biri@example.org")


def broken(settings):
    settings.MAIL_TRANSPORT = f"{__name__}.Broken"


def test_a_mail_is_sent_as_it_was_written_and_deleted(mailoutbox):
    message = mail.EmailMultiAlternatives(
        "Konu", "Metin", "a@example.org", ["b@example.org"], reply_to=["c@example.org"]
    )
    message.attach_alternative("<p>Metin</p>", "text/html")
    message.send()
    assert mailoutbox == []
    assert outbox.send_waiting() == 1
    (sent,) = mailoutbox
    for name in ("subject", "body", "from_email", "to", "reply_to"):
        assert getattr(sent, name) == getattr(message, name)
    assert [list(each) for each in sent.alternatives] == [["<p>Metin</p>", "text/html"]]
    assert not OutgoingMail.objects.exists()
    assert outbox.send_waiting() == 0


def test_small_files_go_along_and_large_ones_do_not_wait(mailoutbox):
    message = EmailMessage("Konu", "Metin", None, ["b@example.org"])
    message.attach("makbuz.pdf", b"%PDF-\xff", "application/pdf")
    message.send()
    assert outbox.send_waiting() == 1
    assert [tuple(each) for each in mailoutbox[0].attachments] == [("makbuz.pdf", b"%PDF-\xff", "application/pdf")]
    message.attach("film.bin", b"0" * outbox.MOST_ATTACHED, "application/octet-stream")
    with pytest.raises(ValueError, match="small"):
        message.send()


def test_what_waits_cannot_be_read_in_the_table():
    entries = AuditEntry.objects.count()
    post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM accounts_outgoingmail m")
        row = cursor.fetchone()[0]
    for secret in ("Gizli", "biri@example.org", b"Gizli".hex(), b"biri@example.org".hex()):
        assert secret not in row
    assert AuditEntry.objects.count() == entries


def test_a_mail_of_a_transaction_that_fails_is_never_sent(mailoutbox):
    with pytest.raises(LookupError), transaction.atomic():
        post()
        raise LookupError
    assert outbox.send_waiting() == 0


def test_what_cannot_be_sent_is_tried_again_and_later_each_time(settings, mailoutbox, caplog):
    post()
    broken(settings)
    with freeze_time(timezone.now()) as clock:
        for minutes in (1, 2, 4):
            assert outbox.send_waiting() == 0
            clock.tick(timedelta(minutes=minutes) - timedelta(seconds=1))
            settings.MAIL_TRANSPORT = TRANSPORT
            assert outbox.send_waiting() == 0
            broken(settings)
            clock.tick(timedelta(seconds=1))
        settings.MAIL_TRANSPORT = TRANSPORT
        assert outbox.send_waiting() == 1
    assert len(mailoutbox) == 1
    assert "SMTPServerDisconnected" in caplog.text
    assert "example.org" not in caplog.text


def test_a_mail_that_is_not_wanted_is_given_up_in_the_end(settings):
    post()
    broken(settings)
    with freeze_time(timezone.now()) as clock:
        outbox.send_waiting()
        clock.tick(timedelta(days=2, minutes=5))
        outbox.send_waiting()
    assert not OutgoingMail.objects.exists()


def test_one_that_cannot_be_sent_does_not_hold_up_the_others(settings, mailoutbox):
    post()
    OutgoingMail.objects.update(content="no JSON")
    post("Ötekisi")
    assert outbox.send_waiting() == 1
    assert mailoutbox[0].body == "Ötekisi"


def test_a_second_try_has_the_same_message_id(settings, mailoutbox):
    post()
    content = OutgoingMail.objects.get().content
    assert re.search(r'"Message-ID": "<[^"]+>"', content)


def test_the_command_sends_what_waits(mailoutbox, capsys):
    post()
    call_command("send_waiting_mail")
    assert len(mailoutbox) == 1
    assert "1 sent, 0 still waiting" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_two_senders_send_each_mail_once(mailoutbox):
    for number in range(6):
        send_mail("Konu", str(number), None, ["biri@example.org"])
    line, counts = Barrier(3), []

    def send():
        try:
            line.wait()
            counts.append(outbox.send_waiting())
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 6
    assert sorted(each.body for each in mailoutbox) == list("012345")


def forgotten(email):
    with CaptureQueriesContext(connection) as seen:
        answer = Client().post("/parola/unuttum/", {"email": email})
    return answer, [each["sql"].partition(" ")[0] for each in seen]


def test_a_forgotten_password_takes_the_same_work_whoever_asks(settings, mailoutbox):
    """Also with a mail server that is gone: nothing of it happens in the request."""
    broken(settings)
    make_user(email="var@example.org")
    make_user(email="kapali@example.org", is_active=False)
    asked = [forgotten(f"{name}@example.org") for name in ("var", "kapali", "yok")]
    assert {(answer.status_code, answer["Location"]) for answer, _ in asked} == {(302, "/parola/unuttum/gonderildi/")}
    assert asked[0][1] == asked[1][1] == asked[2][1]
    assert OutgoingMail.objects.count() == 3
    settings.MAIL_TRANSPORT = TRANSPORT
    assert outbox.send_waiting() == 1
    assert [sent.to for sent in mailoutbox] == [["var@example.org"]]
    assert not OutgoingMail.objects.exists()


def test_the_mail_speaks_the_language_of_its_reader(mailoutbox):
    make_user(email="var@example.org", language="en")
    forgotten("var@example.org")
    outbox.send_waiting()
    assert "Hello" in mailoutbox[0].body


def test_an_invitation_waits_with_the_account(client, mailoutbox):
    client.force_login(make_user("admin"))
    client.post(
        "/kullanicilar/davet/",
        {"email": "yeni@example.org", "full_name": "Yeni Kişi", "roles": "staff", "language": "tr"},
    )
    assert mailoutbox == []
    outbox.send_waiting()
    assert mailoutbox[0].to == ["yeni@example.org"]
