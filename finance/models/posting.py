"""Postings: each movement of money once, and never changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .account import MoneyAccount
from .fund import Fund
from .record import FinanceRecord
from .transfer import Transfer


class Posting(models.Model):
    """What one record or transfer adds to a fund and an account; negative if it takes.

    A record's posting names both. Those of a transfer between accounts name no fund and come to nothing together, as
    those between funds name no account. So in each currency all funds together hold what all accounts hold.
    """

    day = models.DateField(_("tarih"))
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", null=True, db_index=False)
    account = models.ForeignKey(MoneyAccount, models.PROTECT, related_name="+", null=True, db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    record = models.OneToOneField(FinanceRecord, models.PROTECT, related_name="posting", null=True)
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="postings", null=True)
    at = models.DateTimeField(auto_now_add=True)

    audit_exempt = True  # it is a record itself that nobody can change: triggers refuse it

    trigger_refusals = {
        "posting_stays": _("Yazılmış hareket değişmez."),
        "posting_month_locked": _("Bu ay kilitli; kayıt açık bir güne yazılmalıdır."),
        "fund_not_below_zero": _("Fonun bakiyesi buna yetmiyor."),
        "account_not_below_zero": _("Kasanın ya da hesabın bakiyesi buna yetmiyor."),
        "fund_closed": _("Bu fon kapalı."),
        "account_closed": _("Bu hesap kapalı."),
        "account_currency": _("Bu hesabın para birimi başka."),
    }

    class Meta:
        verbose_name = _("hareket")
        verbose_name_plural = _("hareketler")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="posting_moves"),
            models.CheckConstraint(
                condition=Q(record__isnull=False, transfer__isnull=True, fund__isnull=False, account__isnull=False)
                | Q(record__isnull=True, transfer__isnull=False),
                name="posting_of_one_cause",
            ),
            models.CheckConstraint(
                condition=Q(fund__isnull=False) | Q(account__isnull=False), name="posting_reaches_something"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "day", "id"], name="posting_of_account"),
            models.Index(fields=["fund", "day", "id"], name="posting_of_fund"),
            models.Index(fields=["day"], name="posting_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.amount} {self.currency}"
