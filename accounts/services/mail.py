"""The panel's mail backend: a mail is written into a table within the transaction, and sent by somebody else later.

So a request takes the same time whether the mail server is quick, slow or gone, a mail of a transaction that fails is
never sent, and one that cannot be sent now is sent later. `services.outbox` sends; the setting MAIL_TRANSPORT names
the backend that really does.
"""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from . import outbox


class OutboxBackend(BaseEmailBackend):
    """What Django's `send_mail` and `EmailMessage.send` use."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            outbox.keep(message)
        return len(email_messages)


def post(message: EmailMessage, *, pretend: bool = False) -> None:
    """Send a mail; with `pretend` do all the same work and send nothing, so that the time tells nothing."""
    backend: Any = get_connection()
    if isinstance(backend, OutboxBackend):
        outbox.keep(message, for_nobody=pretend)
    elif not pretend:
        message.send()
