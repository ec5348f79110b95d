"""Whether a gift looks like a part of a greater one: several of a day, each below a limit that they pass together."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from finance import rules
from finance.choices import PaymentMethod, RuleKey

from ..models import Donation
from ..models.methods import NEEDS_APPROVAL
from ..states import ENDED
from .giving import cash_limit, worth_of


class Split(models.TextChoices):
    """Which limit the gifts of a donor and a day pass together, and none of them by itself."""

    CASH = "cash"
    FOUR_EYES = "four_eyes"
    NONE = ""


def cash_of_the_day(donation: Donation) -> Decimal:
    """Return what a donor gave in cash on the day of a donation, it included, in lira."""
    return _of_the_day(donation, method=PaymentMethod.CASH)


def is_split(donation: Donation) -> bool:
    """Tell whether cash gifts of a day together pass the limit that each of them keeps, as a split gift would."""
    if donation.method != PaymentMethod.CASH or donation.state in ENDED:
        return False
    limit = cash_limit(donation.day)
    return limit is not None and worth_of(donation) <= limit < cash_of_the_day(donation)


def split_of(donation: Donation) -> Split:
    """Tell which limit a gift may have been split for: that of cash by law, or the one above which two people look.

    What two people look at anyway, such as a cheque, is not split for their sake.
    """
    if is_split(donation):
        return Split.CASH
    if donation.method in NEEDS_APPROVAL or donation.state in ENDED:
        return Split.NONE
    over = rules.value_of(RuleKey.FOUR_EYES_OVER, donation.day)
    if over is None or worth_of(donation) > over:
        return Split.NONE
    together = _of_the_day(donation, method__in=[each for each in PaymentMethod.values if each not in NEEDS_APPROVAL])
    return Split.FOUR_EYES if together > over else Split.NONE


def _of_the_day(donation: Donation, **which: Any) -> Decimal:
    """Return what a donor gave on the day of a donation, it included, in lira.

    Nobody can tell of the unnamed ones who is the same, so theirs stands alone.
    """
    worth = worth_of(donation)
    if donation.donor.is_anonymous or donation.donor.pk is None:
        return worth
    others = Donation.objects.filter(donor=donation.donor, day=donation.day, **which)
    others = others.exclude(state__in=ENDED).exclude(pk=donation.pk)
    return worth + (others.aggregate(sum=Sum(F("amount") * Coalesce("rate", Decimal(1))))["sum"] or 0)
