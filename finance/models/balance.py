"""Sums that are kept, so that no page has to add up the ledger (`core.totals`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Category, Currency, Direction
from .account import MoneyAccount
from .fund import Fund


class Balance(models.Model):
    """What postings add up to for each fund and account. A pair may have several rows: only their sum counts."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", null=True, db_constraint=False)
    account = models.ForeignKey(MoneyAccount, models.PROTECT, related_name="+", null=True, db_constraint=False)
    currency = models.CharField(max_length=3, choices=Currency)
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("bakiye")
        verbose_name_plural = _("bakiyeler")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class LedgerTotal(models.Model):
    """What approved records add up to for each day. A day may have several rows of one kind: only their sum counts."""

    day = models.DateField()
    direction = models.CharField(max_length=10, choices=Direction)
    category = models.CharField(max_length=20, choices=Category)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(MoneyAccount, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    method = models.CharField(max_length=10)
    currency = models.CharField(max_length=3, choices=Currency)
    count = models.IntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("defter toplamı")
        verbose_name_plural = _("defter toplamları")
        default_permissions = ()
        indexes = [models.Index(fields=["day"], name="ledger_total_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.amount} {self.currency}"
