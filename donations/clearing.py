"""What operators of cards, online payments and text messages still owe for gifts."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from django.db.models import Case, Count, DecimalField, F, Min, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance.choices import CLEARING
from finance.models import MoneyAccount
from finance.settled import SETTLERS, SettledBy

from .choices import Operator
from .models import Donation, Refund

AGES: Final = (7, 30, 60)
"""Days after which money that an operator owes counts as older."""
AGE_LABELS: Final = (_("7 güne kadar"), _("8-30 gün"), _("31-60 gün"), _("60 günden eski"))
_MONEY = DecimalField(max_digits=14, decimal_places=2)


def with_owed(donations: Any) -> Any:
    """Add `owed`: what the operator has to pay out for each gift: all but what went back out of its account."""
    back = Refund.objects.filter(donation=OuterRef("pk"), record__account=OuterRef("account")).order_by()
    summed = back.values("donation").annotate(amount=Sum("amount")).values("amount")
    left = F("amount") - Coalesce(Subquery(summed), Decimal(0), output_field=_MONEY)
    return donations.annotate(owed=Case(When(refunded=0, then=F("amount")), default=left, output_field=_MONEY))


def unsettled(donations: Any) -> Any:
    """Keep the gifts for which an operator owes something yet; each has its `owed`."""
    rows = donations.taken_in().filter(settlement=None, method__in=CLEARING, account__kind__in=CLEARING)
    return with_owed(rows).filter(owed__gt=0)


def owed_on(account: MoneyAccount) -> Decimal:
    """Return what an operator still has to pay out for gifts, of the money in its account."""
    gifts = unsettled(Donation.objects.filter(account=account, currency=account.currency))
    return gifts.aggregate(amount=Sum("owed"))["amount"] or Decimal(0)


def register() -> None:
    SETTLERS.add(
        SettledBy(
            key="donations",
            label=_("Hesap kapama"),
            url=reverse_lazy("donations:unsettled_list"),
            verb="donations.view_donations",
            kinds=CLEARING,
            owed=owed_on,
        )
    )


@dataclass(frozen=True)
class Owed:
    """What one operator owes: an account of cards or online payments, or a month of one operator of text messages."""

    account: int
    name: str
    currency: str
    operator: str
    month: date | None
    count: int
    amount: Decimal
    oldest: date
    ages: tuple[Decimal | None, ...]

    @property
    def labelled(self) -> list[tuple[str | Promise, Decimal | None]]:
        return [*zip(AGE_LABELS, self.ages, strict=True)]

    @property
    def operator_name(self) -> str:
        return str(Operator(self.operator).label) if self.operator else ""


def owed_by_age(donations: Any, on: date) -> list[Owed]:
    """Return what operators owe, by how many days ago it was given (`AGES`)."""
    ends = [on - timedelta(days=age) for age in AGES]
    ages = [Q(day__gte=ends[0])]
    ages += [Q(day__lt=younger, day__gte=older) for younger, older in pairwise(ends)]
    ages.append(Q(day__lt=ends[-1]))
    sums = {f"age_{place}": Sum("owed", filter=condition) for place, condition in enumerate(ages)}
    keys = ("account_id", "account__name", "currency", "operator", "billing_month")
    rows = unsettled(donations).order_by().values(*keys)
    rows = rows.annotate(count=Count("pk"), amount=Sum("owed"), oldest=Min("day"), **sums)
    return [
        Owed(
            account=row["account_id"],
            name=row["account__name"],
            currency=row["currency"],
            operator=row["operator"],
            month=row["billing_month"],
            count=row["count"],
            amount=row["amount"],
            oldest=row["oldest"],
            ages=tuple(row[name] for name in sums),
        )
        for row in rows.order_by("account__name_key", "account_id", "billing_month", "operator", "currency")
    ]
