"""Consents: each row is one word of a donor about one channel, and none is ever changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import Channel, ConsentWay
from .donor import Donor


class Consent(models.Model):
    """That a donor let the association use a channel, or no longer does. `at` is when they said so."""

    donor = models.ForeignKey(Donor, models.PROTECT, verbose_name=_("bağışçı"), related_name="consent_history")
    channel = models.CharField(_("kanal"), max_length=10, choices=Channel)
    given = models.BooleanField(_("izin verildi"))
    at = models.DateTimeField(_("zaman"), default=timezone.now)
    way = models.CharField(_("nasıl"), max_length=10, choices=ConsentWay)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kaydeden"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    class Meta:
        verbose_name = _("iletişim izni")
        verbose_name_plural = _("iletişim izinleri")
        default_permissions = ()
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="consent_channel_known"),
            models.CheckConstraint(condition=Q(way__in=ConsentWay.values), name="consent_way_known"),
            models.CheckConstraint(
                condition=Q(at__lte=F("created_at")),
                name="consent_not_in_future",
                violation_error_message=_("Gelecekte bir an olamaz."),
            ),
        ]
        indexes = [models.Index(fields=["donor", "channel", "-at"], name="consent_newest")]

    def __str__(self) -> str:
        return f"{self.donor}: {self.get_channel_display()}"
