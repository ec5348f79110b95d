"""Tells those who review security events that something suspicious happened, by mail; the panel's pages tell it too."""

from datetime import timedelta

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from ..models import EventKind, SecurityEvent, User
from .words import summary

GUARD = "accounts.review_security"
MOST_IN_AN_HOUR = 10  # whoever attacks from a thousand addresses shall not fill the letterboxes too


def sound_alarm(suspicion: SecurityEvent) -> None:
    """Mail it to each guard in their language. The mail has no link: nobody learns to follow links in such mails."""
    hour_ago = timezone.now() - timedelta(hours=1)
    suspicions = SecurityEvent.objects.filter(kind=EventKind.SUSPICIOUS, at__gt=hour_ago, pk__lte=suspicion.pk)
    if suspicions.count() > MOST_IN_AN_HOUR:
        return
    for guard in User.objects.active().with_verb(GUARD):
        _mail(guard, suspicion)


def _mail(guard: User, suspicion: SecurityEvent) -> None:
    with override(guard.language):
        context = {"guard": guard, "event": suspicion, "summary": summary(suspicion)}
        subject = render_to_string("accounts/email/suspicion_subject.txt", context).strip()
        message = render_to_string("accounts/email/suspicion_message.txt", context)
    send_mail(subject, message, None, [guard.email])
