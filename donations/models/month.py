"""What donations add up to for each month: years of them are told by few rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from finance.models import Fund

from .campaign import Campaign


class MonthTotal(models.Model):
    """The sums of `DonationTotal` by month, named by its first day. A month may have several rows of one kind."""

    month = models.DateField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=10)
    kind = models.CharField(max_length=15)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="+", null=True, db_constraint=False, db_index=False
    )
    count = models.IntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    refunded = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("aylık bağış toplamı")
        verbose_name_plural = _("aylık bağış toplamları")
        default_permissions = ()
        indexes = [models.Index(fields=["month"], name="month_total_month")]

    def __str__(self) -> str:
        return f"{self.month}: {self.amount} {self.currency}"
