"""The mail that tells somebody that their account was locked."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from ..models import User


def send_lock_notice(*, user: User | None, minutes: int) -> None:
    if user and user.is_active:
        transaction.on_commit(lambda: _send(user, minutes), robust=True)


def _send(user: User, minutes: int) -> None:
    context = {"user": user, "minutes": minutes}
    with override(user.language):
        subject = render_to_string("accounts/email/locked_subject.txt", context).strip()
        message = render_to_string("accounts/email/locked_message.txt", context)
    send_mail(subject, message, None, [user.email])
