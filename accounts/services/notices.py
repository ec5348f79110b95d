"""Mails that tell a person what was done to their account; whoever did not do it themself reads it there."""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from ..models import User


def send_notice(user: User, name: str, *, to: str = "", **context: Any) -> None:
    """Send `accounts/email/<name>_*.txt` in the person's language; it waits in the outbox for the commit.

    `to` is another address of theirs than the one by which they sign in.
    """
    context |= {"user": user, "at": timezone.now()}
    with override(user.language):
        subject = render_to_string(f"accounts/email/{name}_subject.txt", context).strip()
        message = render_to_string(f"accounts/email/{name}_message.txt", context)
    send_mail(subject, message, None, [to or user.email])
