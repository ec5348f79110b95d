"""What is kept of donations in sums (`donations.totals`): for each day, each donor and each month."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.models import Fund

from .campaign import Campaign
from .donor import Donor


class DonationTotal(models.Model):
    """What donations add up to for each day (`core.totals`). A day may have several rows of one kind.

    It counts those that were taken in, also those given back since: `refunded` is what went back.
    """

    day = models.DateField()
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
        verbose_name = _("bağış toplamı")
        verbose_name_plural = _("bağış toplamları")
        default_permissions = ()
        indexes = [
            models.Index(fields=["day"], name="donation_total_day"),
            models.Index(fields=["campaign"], condition=Q(campaign__isnull=False), name="donation_total_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.amount} {self.currency}"


class DonorTotal(models.Model):
    """What each donor gave in each year (`core.totals`). A donor may have several rows for one."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    count = models.IntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    refunded = models.DecimalField(max_digits=16, decimal_places=2)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("bağışçı toplamı")
        verbose_name_plural = _("bağışçı toplamları")
        default_permissions = ()
        indexes = [
            models.Index(fields=["donor", "year"], name="donor_total_donor"),
            models.Index(fields=["year", "currency"], name="donor_total_year"),
        ]

    def __str__(self) -> str:
        return f"{self.donor_id} {self.year}: {self.amount} {self.currency}"


YEARS = 10
"""How many years a row of `GiverDecade` tells."""


class GiverDecade(models.Model):
    """What each donor gave in each year of a decade, side by side, for reports of several years (`core.totals`).

    `count_3` is how many donations there were in the year of the decade that ends in 3, `kept_3` what of them was not
    given back, in hundredths: a report reads one row of each donor where it would read one of each year. A donor may
    have several rows for one decade.
    """

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    decade = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)

    audit_exempt = True  # sums of what is recorded

    class Meta:
        verbose_name = _("bağışçının on yılı")
        verbose_name_plural = _("bağışçıların on yılları")
        default_permissions = ()
        indexes = [models.Index(fields=["decade", "currency"], name="giver_decade")]

    def __str__(self) -> str:
        return f"{self.donor_id} {self.decade * YEARS}: {self.currency}"


for _digit in range(YEARS):
    models.IntegerField().contribute_to_class(GiverDecade, f"count_{_digit}")
    models.BigIntegerField().contribute_to_class(GiverDecade, f"kept_{_digit}")


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
