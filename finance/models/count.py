"""Counts of cash boxes: what should be in one, and what was."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url

from ..querysets import CountQuerySet
from .account import MoneyAccount
from .record import FinanceRecord


class CashCount(models.Model):
    """A count of a box at the opening or closing of a day; what differs becomes a record.

    `pieces` may tell how many of which note or coin there were, such as `{"200": 3}`.
    """

    class Moment(models.TextChoices):
        OPENING = "opening", _("Açılış")
        CLOSING = "closing", _("Kapanış")

    account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("kasa"), related_name="counts")
    moment = models.CharField(_("sayım"), max_length=10, choices=Moment, default=Moment.CLOSING)
    at = models.DateTimeField(_("zaman"), default=timezone.now)
    expected = models.DecimalField(_("kayıtlara göre"), max_digits=14, decimal_places=2)
    counted = models.DecimalField(_("sayılan"), max_digits=14, decimal_places=2)
    pieces = models.JSONField(_("kupürler"), default=dict, blank=True)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    witness = models.CharField(_("sayımda bulunan"), max_length=150, blank=True)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("sayan"), related_name="+", editable=False
    )
    record = models.OneToOneField(
        FinanceRecord,
        models.PROTECT,
        verbose_name=_("fark kaydı"),
        related_name="count",
        null=True,
        blank=True,
        editable=False,
    )

    objects = CountQuerySet.as_manager()

    class Meta:
        verbose_name = _("kasa sayımı")
        verbose_name_plural = _("kasa sayımları")
        default_permissions = ()
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(counted__gte=0),
                name="count_not_below_zero",
                violation_error_message=_("Sayılan tutar sıfırdan küçük olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(counted=F("expected")) | ~Q(note=""),
                name="count_difference_explained",
                violation_error_message=_("Farkın nedenini yazın."),
            ),
        ]
        indexes = [models.Index(fields=["account", "-at", "-id"], name="count_newest")]

    def __str__(self) -> str:
        return f"{self.account}: {self.counted}"

    def get_absolute_url(self) -> str:
        return record_url("finance:count_detail", self.pk)

    @property
    def difference(self) -> Decimal:
        """By how much more was counted than the records say."""
        return self.counted - self.expected
