"""Mails that wait to be sent."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import EncryptedTextField


class OutgoingMail(models.Model):
    """A mail that waits; it is deleted as soon as it is sent, or given up. Links in it are keys: all is encrypted.

    `for_nobody` marks one that is thrown away instead: whoever asked must not see from the time that an answer takes
    whether there is an account to write to.
    """

    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    for_nobody = models.BooleanField(default=False)
    content = EncryptedTextField()

    audit_exempt = True  # what is sent follows from what is recorded elsewhere

    class Meta:
        verbose_name = _("bekleyen e-posta")
        verbose_name_plural = _("bekleyen e-postalar")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk}"
