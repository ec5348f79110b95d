"""What somebody should know before they decide: what a household got and asks for besides, and what funds hold."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max

from finance import rules as money
from finance.balances import held_by, with_fund_balances
from finance.choices import Currency, PaymentMethod
from finance.models import Fund
from kafkasder.core.days import today

from .choices import category_of
from .models import Aid, AidApplication, AidPlan, AskedAid, NeedScore
from .services.decisions import together_of
from .states import OPEN
from .sums import Together

A_YEAR = timedelta(days=365)
_MOST = 5


@dataclass(frozen=True)
class SameKind:
    """How often in a year the household got one kind of help that it asks for."""

    asked: AskedAid
    times: int = 0
    last: date | None = None


@dataclass(frozen=True)
class FundFact:
    """A fund that may pay something of what is asked for, and what it holds in lira."""

    fund: Fund
    holds: Decimal


@dataclass(frozen=True)
class DecisionFacts:
    """What matters for one decision. `together` is what all that is asked for costs, with what counts beside it."""

    together: Together
    same_kinds: list[SameKind] = field(default_factory=list)
    last_aid: Aid | None = None
    others: list[AidApplication] = field(default_factory=list)
    plans: list[AidPlan] = field(default_factory=list)
    score: NeedScore | None = None
    funds: list[FundFact] = field(default_factory=list)


def facts_for(application: AidApplication, viewer: Any) -> DecisionFacts:
    """Return what `viewer` should know before they decide about an application."""
    asked = list(application.asked.all())
    together = together_of(application)
    funds = _funds(asked) if viewer.has_perm("finance.view_finance") else []
    household = application.household
    if household is None:
        return DecisionFacts(together, [SameKind(each) for each in asked], funds=funds)
    given = Aid.objects.filter(household=household).given()
    rows = given.filter(given_on__gt=today() - A_YEAR).order_by().values_list("kind")
    counts = {kind: (times, last) for kind, times, last in rows.annotate(Count("pk"), Max("given_on"))}
    others = AidApplication.objects.visible_to(viewer).filter(household=household, stage__in=OPEN)
    return DecisionFacts(
        together,
        same_kinds=[SameKind(each, *counts.get(each.kind, ())) for each in asked],
        last_aid=given.order_by("-given_on", "-pk").first(),
        others=list(others.exclude(pk=application.pk).prefetch_related("asked").order_by("-applied_on")[:_MOST]),
        plans=list(AidPlan.objects.filter(household=household).running().order_by("-first_month", "-pk")[:_MOST]),
        score=NeedScore.objects.filter(household=household).select_related("rules").first(),
        funds=funds,
    )


def _funds(asked: list[AskedAid]) -> list[FundFact]:
    """Return the open funds that may pay any of what is asked for, as money or as goods."""
    ways = {category_of(each.kind, PaymentMethod.BANK if each.amount else PaymentMethod.IN_KIND) for each in asked}
    funds = with_fund_balances(Fund.objects.filter(state="open")).order_by("name_key", "pk")
    return [
        FundFact(fund, held_by(fund).get(Currency.TRY, Decimal(0)))
        for fund in funds
        if any(money.refusal_to_spend(fund, category) is None for category in ways)
    ]
