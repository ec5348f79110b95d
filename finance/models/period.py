"""Locked months and closed years."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Currency
from .account import MoneyAccount
from .fund import Fund


class LockedMonth(models.Model):
    """A month into which nothing is posted any more; `month` is its first day. Its records have numbers."""

    month = models.DateField(_("ay"), unique=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kilitleyen"), related_name="+"
    )
    locked_at = models.DateTimeField(_("kilitlenme"), auto_now_add=True)

    class Meta:
        verbose_name = _("kilitli ay")
        verbose_name_plural = _("kilitli aylar")
        default_permissions = ()
        ordering = ["-month"]
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="locked_month_begins")]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}"


class ClosedYear(models.Model):
    """A year whose twelve months are locked and whose closing totals are carried into the next."""

    year = models.PositiveSmallIntegerField(_("yıl"), unique=True)
    decision = models.CharField(_("yönetim kurulu kararı"), max_length=100, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kapatan"), related_name="+")
    closed_at = models.DateTimeField(_("kapanış"), auto_now_add=True)

    class Meta:
        verbose_name = _("kapanmış yıl")
        verbose_name_plural = _("kapanmış yıllar")
        default_permissions = ()
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CarriedTotal(models.Model):
    """What a fund or an account held at the end of a closed year, and carries into the next."""

    year = models.ForeignKey(ClosedYear, models.PROTECT, verbose_name=_("yıl"), related_name="carried")
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+", null=True)
    account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("hesap"), related_name="+", null=True)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency)
    amount = models.DecimalField(_("tutar"), max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("devreden tutar")
        verbose_name_plural = _("devreden tutarlar")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(fund__isnull=False, account__isnull=True) | Q(fund__isnull=True, account__isnull=False),
                name="carried_of_fund_or_account",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="carried_not_below_zero"),
            models.UniqueConstraint(
                fields=["year", "fund", "account", "currency"], name="carried_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount} {self.currency}"
