"""What a donor gave and what a campaign brought, from the kept totals; amounts of two currencies are never added."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, OuterRef, Subquery, Sum

from finance.choices import PaymentMethod

from .models import Campaign, Donation, DonationTotal, Donor, DonorTotal

NEWEST: Final = 5
_KEPT: Final = Sum(F("amount") - F("refunded"))


@dataclass
class Given:
    """What a donor gave in one currency, less what went back; `by_fund` and `largest` likewise."""

    currency: str
    year: Decimal = Decimal(0)
    all_years: Decimal = Decimal(0)
    count: int = 0
    largest: Decimal | None = None
    by_fund: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class DonorSums:
    given: list[Given]
    newest: list[Donation]
    first: date | None

    @property
    def last(self) -> date | None:
        return self.newest[0].day if self.newest else None


def donor_sums(donor: Donor, year: int) -> DonorSums:
    """Return what a donor gave until now, and in `year`."""
    rows = DonorTotal.objects.filter(donor=donor).values_list("currency", "year", "fund__name")
    given: dict[str, Given] = {}
    for currency, of_year, fund, amount, count in rows.annotate(kept=_KEPT, number=Sum("count")).order_by(
        "currency", "fund__name"
    ):
        each = given.setdefault(currency, Given(currency))
        each.all_years += amount
        each.count += count
        each.year += amount if of_year == year else 0
        each.by_fund[fund] = each.by_fund.get(fund, Decimal(0)) + amount
    gifts = Donation.objects.filter(donor=donor).taken_in()
    if not donor.is_anonymous:  # behind that one stand many, of whom none gave the most
        for currency, amount in _largest(gifts):
            given[currency].largest = amount
    newest = gifts.select_related("fund").order_by("-day", "-pk")[:NEWEST]
    first = gifts.order_by("day", "pk").values_list("day", flat=True).first()
    return DonorSums([each for each in given.values() if each.count], list(newest), first)


def _largest(gifts: Any) -> Any:
    return gifts.order_by("currency", "-amount").distinct("currency").values_list("currency", "amount")


@dataclass(frozen=True)
class MethodSum:
    label: str
    amount: Decimal
    count: int


@dataclass
class Yield:
    """What a campaign brought in one currency."""

    currency: str
    amount: Decimal = Decimal(0)
    count: int = 0
    methods: list[MethodSum] = field(default_factory=list)


@dataclass(frozen=True)
class CampaignSums:
    yields: list[Yield]
    donors: int
    newest: list[Donation]
    raised: Decimal
    percent: int | None


def with_raised(campaigns: Any) -> Any:
    """Add `raised` to campaigns: what each brought in the currency of its goal."""
    rows = DonationTotal.objects.filter(campaign=OuterRef("pk"), currency=OuterRef("currency")).order_by()
    return campaigns.annotate(raised=Subquery(rows.values("campaign").annotate(raised=_KEPT).values("raised")))


def campaign_sums(campaign: Campaign) -> CampaignSums:
    """Return what a campaign brought; `raised` and `percent` are in the currency of its goal."""
    rows = DonationTotal.objects.filter(campaign=campaign).values_list("currency", "method")
    yields: dict[str, Yield] = {}
    for currency, method, amount, count in rows.annotate(kept=_KEPT, number=Sum("count")).order_by(
        "currency", "method"
    ):
        if not count:
            continue
        each = yields.setdefault(currency, Yield(currency))
        each.amount += amount
        each.count += count
        each.methods.append(MethodSum(str(PaymentMethod(method).label), amount, count))
    gifts = Donation.objects.filter(campaign=campaign).taken_in()
    raised = yields[campaign.currency].amount if campaign.currency in yields else Decimal(0)
    return CampaignSums(
        yields=[*yields.values()],
        donors=gifts.values("donor").distinct().count(),
        newest=list(gifts.select_related("donor").order_by("-day", "-pk")[:NEWEST]),
        raised=raised,
        percent=int(raised * 100 / campaign.goal) if campaign.goal else None,
    )
