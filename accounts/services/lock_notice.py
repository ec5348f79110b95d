"""The mail that tells somebody that their account was locked."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from ..models import User
from .mail import post


def send_lock_notice(*, user: User | None, minutes: int) -> None:
    """Tell the owner; for an account that is closed or nobody's do as much work for nothing."""
    reader = user or User()
    context = {"user": reader, "minutes": minutes}
    with override(reader.language):
        subject = render_to_string("accounts/email/locked_subject.txt", context).strip()
        text = render_to_string("accounts/email/locked_message.txt", context)
    post(EmailMessage(subject, text, None, [reader.email]), pretend=user is None or not user.is_active)
