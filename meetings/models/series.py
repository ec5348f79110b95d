"""Series: a meeting that comes again, with what its next ones begin with."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import MeetingKind, MeetingRole


class MeetingSeries(models.Model):
    """A meeting that comes again by a rule, which is a repeat rule as tasks have it, on its own day.

    What stands here is the pattern of the meetings to come; those that were called are rows of their own, which may be
    changed one by one.
    """

    rule = models.CharField(_("tekrar"), max_length=200)
    until = models.DateField(_("tekrarın bitişi"), null=True, blank=True)
    title = models.CharField(_("başlık"), max_length=200)
    kind = models.CharField(_("tür"), max_length=20, choices=MeetingKind)
    description = models.TextField(_("açıklama"), blank=True)
    at = models.TimeField(_("saat"))
    minutes = models.PositiveIntegerField(_("süre (dakika)"))
    place = models.CharField(_("yer"), max_length=200, blank=True)
    link = models.URLField(_("bağlantı"), max_length=500, blank=True)
    agenda = ArrayField(models.CharField(max_length=200), verbose_name=_("gündem"), default=list, blank=True)
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("düzenleyen"), related_name="+"
    )
    created_at = models.DateTimeField(_("kaydedilme"), default=timezone.now)

    audit_label = "title"

    class Meta:
        verbose_name = _("toplantı dizisi")
        verbose_name_plural = _("toplantı dizileri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(rule=""), name="meeting_series_has_rule"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="meeting_series_lasts"),
        ]

    def __str__(self) -> str:
        return self.title


class SeriesMember(models.Model):
    """Somebody who is called to each meeting of a series."""

    series = models.ForeignKey(MeetingSeries, models.CASCADE, verbose_name=_("dizi"), related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="+")
    role = models.CharField(_("toplantıdaki görevi"), max_length=15, choices=MeetingRole, default=MeetingRole.MEMBER)

    class Meta:
        verbose_name = _("dizi katılımcısı")
        verbose_name_plural = _("dizi katılımcıları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["series", "user"], name="series_member_once")]

    def __str__(self) -> str:
        return str(self.user)
