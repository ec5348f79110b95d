"""What came into each fund and went out of it on each day: how far its oldest money has been spent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from finance.models import Fund


class FundFlow(models.Model):
    """What incomes and expenses of a day come to (`core.totals`), less what was taken back of them since.

    A day may have several rows of one kind.
    """

    day = models.DateField()
    direction = models.CharField(max_length=10)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("fon akışı")
        verbose_name_plural = _("fon akışları")
        default_permissions = ()
        indexes = [
            models.Index(fields=["fund", "currency", "direction", "day"], include=["amount"], name="fund_flow_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.amount} {self.currency}"


class FundMove(models.Model):
    """What a fund received from others and gave to them on a day, also by changing money (`core.totals`)."""

    day = models.DateField()
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    received = models.DecimalField(max_digits=16, decimal_places=2)
    given = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("fon aktarımı")
        verbose_name_plural = _("fon aktarımları")
        default_permissions = ()
        indexes = [models.Index(fields=["fund", "currency", "day"], name="fund_move_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.received} − {self.given} {self.currency}"
