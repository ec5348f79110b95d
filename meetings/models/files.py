"""Files that belong to a point of an agenda."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import LONGEST_NAME, MOST_BYTES, SHOWN, random_place

from .agenda import AgendaItem


def place_of(row: Any, name: str) -> str:
    return random_place("meetings")


class AgendaFile(models.Model):
    """A file as it was sent; on disk it bears a random name, and only its page gives it out."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, verbose_name=_("gündem maddesi"), related_name="files")
    content = models.FileField(_("dosya"), upload_to=place_of, max_length=150)
    name = models.CharField(_("dosya adı"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveBigIntegerField(_("boyut"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+")
    added_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    audit_label = "name"
    audit_omitted = ("content",)

    class Meta:
        verbose_name = _("gündem dosyası")
        verbose_name_plural = _("gündem dosyaları")
        default_permissions = ()
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="agenda_file_size"),
            models.CheckConstraint(condition=~Q(name=""), name="agenda_file_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:file_download", args=[self.pk])

    @property
    def is_picture(self) -> bool:
        """Whether it may be shown in the page."""
        return self.content_type in SHOWN
