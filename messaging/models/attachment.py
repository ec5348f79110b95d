"""Files that go with messages."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import SHOWN, random_place
from kafkasder.core.sealed import SealedTextField, opened, put

from .message import Message
from .thread import Thread

MOST_ATTACHMENT_BYTES = 30 * 1024 * 1024
MOST_ATTACHMENTS = 10  # of a message
FOLDER = "messages"


def place_of(row: Any, name: str) -> str:
    return random_place(FOLDER)


class Attachment(models.Model):
    """A file of a thread, encrypted on the disk; without a message as long as that is not sent.

    `key` is what its content and its name are sealed with. `preview` is a small picture of it, or of its first page.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, verbose_name=_("konuşma"), related_name="attachments")
    message = models.ForeignKey(
        Message, models.CASCADE, verbose_name=_("ileti"), related_name="attachments", null=True, blank=True
    )
    key = models.UUIDField(_("anahtar"), default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(_("dosya"), upload_to=place_of, max_length=150)
    preview = models.FileField(_("önizleme"), upload_to=place_of, max_length=150, blank=True)
    preview_width = models.PositiveSmallIntegerField(_("önizleme eni"), default=0, editable=False)
    preview_height = models.PositiveSmallIntegerField(_("önizleme boyu"), default=0, editable=False)
    sealed_name = SealedTextField(_("dosya adı"), bound_to=("key",))
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveBigIntegerField(_("boyut"))
    position = models.PositiveSmallIntegerField(_("sıra"), default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+")
    added_at = models.DateTimeField(_("eklenme"), default=timezone.now, editable=False)

    audit_omitted = ("content", "preview", "sealed_name", "key", "position", "preview_width", "preview_height")

    class Meta:
        verbose_name = _("ileti eki")
        verbose_name_plural = _("ileti ekleri")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_ATTACHMENT_BYTES), name="attachment_size"),
        ]
        indexes = [
            models.Index(fields=["added_at"], condition=Q(message__isnull=True), name="attachment_unsent"),
        ]

    def __str__(self) -> str:
        return str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("messaging:attachment", args=[self.pk])

    def get_preview_url(self) -> str:
        """Return where its small picture is, empty if it has none."""
        return f"{self.get_absolute_url()}?kucuk=1" if self.preview else ""

    @property
    def is_picture(self) -> bool:
        return self.content_type in SHOWN

    @property
    def name(self) -> str:
        return opened(self, "sealed_name")

    @name.setter
    def name(self, text: str) -> None:
        put(self, "sealed_name", text)
