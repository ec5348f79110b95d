"""Text messages: what a provider must offer, and one that prints for a machine without any."""

import sys
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SmsBackend(Protocol):
    """Sends text messages. It raises OSError for what may work later."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Send `text` to a phone number such as +905321112233; the same `key` twice is the same message."""


class ConsoleBackend:
    """Prints messages, for a look at the panel without a provider."""

    def send(self, *, to: str, text: str, key: str) -> None:
        sys.stdout.write(f"SMS {to} {key}\n{text}\n")


def sms_backend() -> SmsBackend:
    """Return the backend of the settings; only to be asked for where there is one."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    return backend
