"""The ways out of the panel: one connection to the mail server for as many mails as a round sends."""

from smtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected
from types import TracebackType
from typing import Self

from django.core.mail.backends.base import BaseEmailBackend

from accounts.services.outbox import transport

from ..kinds import Channel
from ..models import Delivery
from ..sms import sms_backend
from .mails import mail_of, text_of


class Unreachable(Exception):
    """The server does not answer; the cause says how. It is no fault of what was to be sent."""


class Carriers:
    """Sends messages of deliveries; closes what it opened when the round ends."""

    def __init__(self) -> None:
        self._mail: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._hang_up()

    def send(self, batch: list[Delivery]) -> None:
        """Send one message that tells of all in `batch`, which go to one person by one way."""
        if batch[0].channel == Channel.SMS:
            sms_backend().send(to=batch[0].recipient.phone, text=text_of(batch), key=batch[0].message_id)
        else:
            self._send_mail(batch)

    def _send_mail(self, batch: list[Delivery]) -> None:
        message = mail_of(batch)
        message.connection = self._line()
        try:
            message.send()
        except SMTPResponseException:
            raise  # it answers, and will not have this one
        except (SMTPServerDisconnected, OSError) as error:
            self._hang_up()
            if isinstance(error, SMTPException) and not isinstance(error, SMTPServerDisconnected):
                raise
            raise Unreachable(type(error).__name__) from error

    def _line(self) -> BaseEmailBackend:
        if self._mail is None:
            self._mail = transport()
            try:
                self._mail.open()
            except OSError as error:  # every error of smtplib is one
                self._mail = None
                raise Unreachable(type(error).__name__) from error
        return self._mail

    def _hang_up(self) -> None:
        line, self._mail = self._mail, None
        if line is not None:
            line.close()
