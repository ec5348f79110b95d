"""Mails that wait: keeping them, and sending each of them once, however many processes send.

Whoever sends a mail holds its row until it is sent and deleted; the others pass over it. Only a process that dies in
the moment between the mail server's yes and the commit leaves a mail that is sent again, under the same Message-ID.
"""

import json
import logging
from base64 import b64decode, b64encode
from datetime import timedelta
from email.utils import make_msgid
from threading import Event
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from ..models import OutgoingMail

FIRST_PAUSE = timedelta(minutes=1)  # after a failure; doubles with each
LONGEST_PAUSE = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=15)
GIVEN_UP_AFTER = timedelta(days=2)  # links in mails are worth nothing by then
MOST_ATTACHED = 2 * 1024 * 1024  # bytes: what waits lies in the database

something_waits = Event()  # wakes this process's sender; other processes look by themselves now and then
_log = logging.getLogger(__name__)


def keep(message: EmailMessage, *, for_nobody: bool = False) -> None:
    """Keep a mail in the present transaction, to be sent after it, with small files that are attached to it."""
    if sum(len(content) for _name, content, _kind in message.attachments) > MOST_ATTACHED:
        raise ValueError("what is attached to a mail in the outbox must be small")
    content = {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        **{name: list(getattr(message, name)) for name in ("to", "cc", "bcc", "reply_to")},
        "headers": {"Message-ID": make_msgid(domain="kafkasder.panel")} | dict(message.extra_headers),
        "alternatives": [list(each) for each in getattr(message, "alternatives", [])],
        "files": [[name, b64encode(content).decode(), kind] for name, content, kind in message.attachments],
    }
    OutgoingMail.objects.create(content=json.dumps(content), for_nobody=for_nobody)
    transaction.on_commit(something_waits.set)


def send_waiting() -> int:
    """Send every mail whose time has come; return how many were sent."""
    sent = 0
    while (was_sent := _send_next()) is not None:
        sent += was_sent
    return sent


def transport() -> BaseEmailBackend:
    """Return what really sends mails; it can be opened and closed around several."""
    sender: BaseEmailBackend = get_connection(settings.MAIL_TRANSPORT)
    return sender


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after a failure that so many others preceded."""
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)


def late_mails() -> int:
    """Return how many mails wait for longer than one failure explains."""
    return OutgoingMail.objects.filter(for_nobody=False, created_at__lt=timezone.now() - LATE_AFTER).count()


@transaction.atomic
def _send_next() -> bool | None:
    """Send one mail, or put it off; None if there is none that nobody else is sending."""
    waiting = OutgoingMail.objects.filter(next_try_at__lte=timezone.now()).defer("content").order_by("next_try_at")
    mail = waiting.select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    if mail.for_nobody:
        mail.delete()
        return False
    try:
        _deliver(mail)
    except Exception as error:  # whatever it is, it must not stop the others
        _put_off(mail, error)
        return False
    mail.delete()
    return True


def _deliver(mail: OutgoingMail) -> None:
    content: dict[str, Any] = json.loads(mail.content)
    alternatives, files = content.pop("alternatives"), content.pop("files", [])
    message = EmailMultiAlternatives(**content, connection=transport())
    for text, kind in alternatives:
        message.attach_alternative(text, kind)
    for name, file, kind in files:
        message.attach(name, b64decode(file), kind)
    message.send()


def _put_off(mail: OutgoingMail, error: Exception) -> None:
    """Log the kind of the error only: its text may name the recipient."""
    age = timezone.now() - mail.created_at
    if age > GIVEN_UP_AFTER:
        _log.error("Mail %s was given up after %d tries: %s", mail.pk, mail.tries + 1, type(error).__name__)
        mail.delete()
        return
    _log.warning("Mail %s could not be sent yet: %s", mail.pk, type(error).__name__)
    mail.next_try_at = timezone.now() + pause_after(mail.tries)
    mail.tries += 1
    mail.save(update_fields=["next_try_at", "tries"])
