"""What somebody is writing and has not sent, on whatever device."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sealed import SealedTextField, opened, put

from .thread import Thread


class Draft(models.Model):
    """A draft for a thread, or for the one that is not opened yet (`thread` null).

    Of two devices that write the same draft the newer `written_at` wins, and of equal ones the server's. What lost and
    says something else is kept in `sealed_left` until its writer takes it up or puts it away.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("yazan"), related_name="message_drafts"
    )
    thread = models.ForeignKey(
        Thread, models.CASCADE, verbose_name=_("konuşma"), related_name="drafts", null=True, blank=True
    )
    sealed = SealedTextField(_("metin"), bound_to=("user_id", "thread_id_or_none"))
    sealed_left = SealedTextField(_("öbür cihazdan kalan"), bound_to=("user_id", "thread_id_or_none"))
    written_at = models.DateTimeField(_("yazılma"))

    audit_exempt = True  # what was not sent was not said

    class Meta:
        verbose_name = _("ileti taslağı")
        verbose_name_plural = _("ileti taslakları")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "thread"], name="draft_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.thread_id}"

    @property
    def thread_id_or_none(self) -> int:
        """Return what binds the draft to its thread; 0 for the thread that is not opened yet."""
        return self.thread_id or 0

    @property
    def text(self) -> str:
        return opened(self, "sealed")

    @text.setter
    def text(self, text: str) -> None:
        put(self, "sealed", text)

    @property
    def left(self) -> str:
        return opened(self, "sealed_left")

    @left.setter
    def left(self, text: str) -> None:
        put(self, "sealed_left", text)
