"""Rates of exchange: what a unit of a currency is worth in lira."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Currency


class ExchangeRate(models.Model):
    """Lira for one unit of a currency, as it was published for a day."""

    currency = models.CharField(
        _("para birimi"), max_length=3, choices=[each for each in Currency.choices if each[0] != Currency.TRY]
    )
    day = models.DateField(_("gün"))
    rate = models.DecimalField(_("kur (₺)"), max_digits=14, decimal_places=6)
    source = models.CharField(_("kaynak"), max_length=100, default="TCMB")

    audit_label = "currency"

    class Meta:
        verbose_name = _("kur")
        verbose_name_plural = _("kurlar")
        default_permissions = ()
        ordering = ["-day", "currency"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gt=0),
                name="rate_positive",
                violation_error_message=_("Kur sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(currency__in=Currency.values) & ~Q(currency=Currency.TRY), name="rate_currency_known"
            ),
            models.UniqueConstraint(
                fields=["currency", "day"],
                name="rate_once_a_day",
                violation_error_message=_("Bu para biriminin o gün için bir kuru var."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.day}: {self.rate}"
