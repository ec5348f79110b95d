"""What goes out: mails in text and HTML, and text messages, each in the language of whoever reads it."""

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ..kinds import KINDS, Enclosure
from ..links import Off, absolute, off_url
from ..models import Delivery, WorkflowNotification

MOST_SMS = 300  # characters: two parts of a message


def mail_of(batch: list[Delivery]) -> EmailMultiAlternatives:
    """Return the mail of one delivery, or of all in somebody's digest."""
    first = batch[0]
    kinds = tuple(sorted({each.notification.kind for each in batch}))
    off = off_url(Off(first.recipient_id, kinds))
    with override(first.recipient.language):
        enclosed = [_enclosed(each.notification) for each in batch]
        context = {
            "user": first.recipient,
            "items": [_item(each.notification, its) for each, its in zip(batch, enclosed, strict=True)],
            "language": first.recipient.language,
            "off_url": off,
            "preferences_url": absolute(reverse("notifications:preferences")),
        }
        message = EmailMultiAlternatives(
            _subject(batch),
            render_to_string("notifications/email/mail.txt", context).strip() + "\n",
            to=[first.recipient.email],
            headers={
                "Message-ID": first.message_id,
                "List-Unsubscribe": f"<{off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("notifications/email/mail.html", context), "text/html")
        _enclose(message, [each for each in enclosed if each.calendar])
    return message


def _enclose(message: EmailMultiAlternatives, calendars: list[Enclosure]) -> None:
    """Put calendar objects into a mail: a single one as what the mail is too, so that programs offer to answer it."""
    if len(calendars) == 1:
        (only,) = calendars
        message.attach_alternative(only.calendar.decode(), f"text/calendar; method={only.method}")
    for each in calendars:
        message.attach(each.file_name, each.calendar, "application/ics")


def text_of(batch: list[Delivery]) -> str:
    """Return the same as a text message."""
    with override(batch[0].recipient.language):
        title = _subject(batch)
        link = absolute(_address(batch[0].notification) if len(batch) == 1 else reverse("notifications:list"))
    return f"{title[: MOST_SMS - len(link) - 1]} {link}"


def _subject(batch: list[Delivery]) -> str:
    if not batch[0].in_digest:
        return " ".join(batch[0].notification.title.split())
    count = len(batch)
    return ngettext("Günün özeti: %(count)d bildirim", "Günün özeti: %(count)d bildirim", count) % {"count": count}


def _enclosed(row: WorkflowNotification) -> Enclosure:
    kind = KINDS.get(row.kind)
    return kind.enclose(row) if kind and kind.enclose else Enclosure()


def _item(row: WorkflowNotification, enclosed: Enclosure) -> dict[str, Any]:
    return {
        "title": row.title,
        "body": row.body,
        "url": absolute(_address(row)),
        "links": [(label, absolute(path)) for label, path in enclosed.links],
        "why": KINDS[row.kind].why if row.kind in KINDS else _("Bu türden bildirimler artık yok."),
    }


def _address(row: WorkflowNotification) -> str:
    return row.get_absolute_url()
