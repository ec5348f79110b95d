"""Announcements: notes from managers to everyone or to roles, and who has read them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import BY_SLUG, ROLES
from kafkasder.core.sql import words_column

from ..querysets import AnnouncementQuerySet
from ..states import AnnouncementState


class Priority(models.TextChoices):
    LOW = "low", _("Düşük")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("Yüksek")


class Announcement(models.Model):
    """What managers tell everyone, or those who hold one of some roles."""

    title = models.CharField(_("başlık"), max_length=150, validators=[MinLengthValidator(3)])
    body = models.TextField(_("metin"), max_length=5000)
    priority = models.CharField(_("öncelik"), max_length=10, choices=Priority, default=Priority.NORMAL)
    roles = ArrayField(
        models.CharField(max_length=20, choices=[(role.slug, role.name) for role in ROLES]),
        verbose_name=_("kimler"),
        default=list,
        blank=True,
        help_text=_("Hiçbiri seçilmezse herkese duyurulur."),
    )
    valid_until = models.DateField(_("son geçerli gün"), null=True, blank=True)
    state = models.CharField(
        _("durum"), max_length=10, choices=AnnouncementState, default=AnnouncementState.PUBLISHED, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("duyuran"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("duyurulma"), auto_now_add=True)
    words = words_column("title", "body")

    objects = AnnouncementQuerySet.as_manager()

    audit_label = "title"

    class Meta:
        verbose_name = _("duyuru")
        verbose_name_plural = _("duyurular")
        default_permissions = ()
        permissions = [("announce", _("Duyuru yapar, düzeltir ve geri çeker"))]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("title"), 3),
                name="announcement_title_long_enough",
                violation_error_message=_("Başlık en az 3 karakterdir."),
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="announcement_priority_known"),
            models.CheckConstraint(condition=Q(state__in=AnnouncementState.values), name="announcement_state_known"),
            models.CheckConstraint(
                condition=~Q(state=AnnouncementState.WITHDRAWN) | ~Q(state_reason=""),
                name="announcement_withdrawn_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="announcement_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notifications:announcement_detail", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.state == AnnouncementState.PUBLISHED

    @property
    def audience(self) -> str:
        """To whom it is said, in words."""
        return ", ".join(str(BY_SLUG[slug].name) for slug in self.roles) or str(_("Herkes"))


class AnnouncementReceipt(models.Model):
    """That somebody has read an announcement, which they said themself."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, verbose_name=_("duyuru"), related_name="receipts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("okuyan"), related_name="announcement_receipts"
    )
    read_at = models.DateTimeField(_("okunma"), auto_now_add=True)

    class Meta:
        verbose_name = _("duyuru okundusu")
        verbose_name_plural = _("duyuru okunduları")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["announcement", "user"], name="receipt_once")]

    def __str__(self) -> str:
        return f"{self.announcement}: {self.user}"
