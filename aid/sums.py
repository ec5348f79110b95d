"""What households get for a purpose in a rolling period without a decision of the committee, in lira of today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from finance import rules as money
from finance.choices import Currency, RuleKey
from kafkasder.core.days import today
from kafkasder.core.money import format_money

_LONGEST: Final = 36_500  # days before which there is no aid

# What waits counts whenever it goes out; what was given counts by its day; of plans and grants counts what they still
# have to give. A list of a filter is nobody's word before it is locked. What the committee decided was split for
# nobody's sake, so none of it counts.
_SUMS: Final = """
WITH rate AS (SELECT * FROM unnest(%(codes)s::text[], %(rates)s::numeric[]) AS rate (currency, lira)),
decided AS (
    SELECT DISTINCT ON (decision.application_id) decision.application_id, decision.by_committee
    FROM aid_aiddecision AS decision JOIN aid_aidapplication AS application ON application.id = decision.application_id
    WHERE application.household_id = ANY (%(homes)s)
    ORDER BY decision.application_id, decision.decided_at DESC, decision.id DESC
),
payment AS (
    SELECT aid.*, aid.amount * rate.lira AS worth, plan.application_id
    FROM aid_aid AS aid LEFT JOIN aid_aidplan AS plan ON plan.id = aid.plan_id
        LEFT JOIN rate ON rate.currency = aid.currency
        LEFT JOIN aid_paymentlist AS list ON list.id = aid.payment_list_id
    WHERE (aid.plan_id IS NOT NULL OR list.state IS DISTINCT FROM 'open' OR list.id = %(list)s)
        AND aid.household_id = ANY (%(homes)s) AND aid.kind = ANY (%(kinds)s)
        AND aid.state NOT IN ('failed', 'cancelled') AND aid.amount IS NOT NULL
),
part AS (
    SELECT payment.household_id, payment.kind, payment.worth, payment.application_id
    FROM payment
    WHERE (payment.given_on IS NULL OR payment.given_on > %(since)s)
        AND payment.plan_id IS DISTINCT FROM %(plan)s
    UNION ALL
    SELECT plan.household_id, plan.kind, rate.lira * plan.amount * greatest(plan.times - (
        SELECT count(DISTINCT made.period) FROM aid_aid AS made WHERE made.plan_id = plan.id AND made.state <> 'failed'
    ), 0), NULL
    FROM aid_aidplan AS plan LEFT JOIN rate ON rate.currency = plan.currency
    WHERE plan.household_id = ANY (%(homes)s) AND plan.kind = ANY (%(kinds)s) AND plan.asked_id IS NULL
        AND plan.state <> 'ended' AND plan.amount IS NOT NULL AND plan.id <> %(plan)s
    UNION ALL
    SELECT application.household_id, asked.kind, greatest(rate.lira * asked.granted_times * coalesce(
        asked.granted_amount, asked.amount * asked.granted_quantity / nullif(asked.quantity, 0)
    ) - coalesce((SELECT sum(payment.worth) FROM payment WHERE payment.plan_id = plan.id), 0), 0), application.id
    FROM aid_askedaid AS asked JOIN aid_aidapplication AS application ON application.id = asked.application_id
        LEFT JOIN aid_aidplan AS plan ON plan.asked_id = asked.id LEFT JOIN rate ON rate.currency = asked.currency
    WHERE application.household_id = ANY (%(homes)s) AND asked.kind = ANY (%(kinds)s)
        AND application.stage IN ('approved', 'partly_approved', 'ongoing') AND asked.granted_times IS NOT NULL
        AND coalesce(asked.granted_amount, asked.amount) IS NOT NULL AND plan.state IS DISTINCT FROM 'ended'
)
SELECT part.household_id, part.kind, sum(part.worth), bool_or(part.worth IS NULL)
FROM part LEFT JOIN decided ON decided.application_id = part.application_id
WHERE decided.by_committee IS NOT TRUE AND part.application_id IS DISTINCT FROM %(application)s
GROUP BY part.household_id, part.kind
"""

# Other lists for a purpose and month that are paid from the same fund are parts of one; and what the same households
# get by lists of other months, unless somebody decided about it, may be.
_BESIDE: Final = """
SELECT coalesce(sum(aid.amount), 0)
FROM aid_aid AS aid JOIN aid_paymentlist AS list ON list.id = aid.payment_list_id
    LEFT JOIN aid_aidplan AS plan ON plan.id = aid.plan_id
WHERE list.id <> %(list)s AND list.state IN ('locked', 'released', 'closed')
    AND aid.state NOT IN ('failed', 'cancelled') AND aid.amount IS NOT NULL
    AND ((list.fund_id = %(fund)s AND (aid.kind, aid.period) IN (
        SELECT DISTINCT mine.kind, mine.period FROM aid_aid AS mine WHERE mine.payment_list_id = %(list)s
    )) OR (plan.asked_id IS NULL AND (aid.given_on IS NULL OR aid.given_on > %(since)s)
        AND (aid.household_id, aid.kind) IN (
        SELECT mine.household_id, mine.kind FROM aid_aid AS mine WHERE mine.payment_list_id = %(list)s
    )))
"""


@dataclass(frozen=True)
class Together:
    """What a help is worth in lira, what the household gets beside it for the same purpose, and what one may decide.

    `worth` is None where nobody knows the rate of a currency, `limit` where nothing is limited.
    """

    worth: Decimal | None
    beside: Decimal = Decimal(0)
    limit: Decimal | None = None

    @property
    def whole(self) -> Decimal | None:
        return None if self.worth is None else self.worth + self.beside

    @property
    def is_over(self) -> bool:
        return self.limit is not None and (self.whole is None or self.whole > self.limit)

    @property
    def is_split(self) -> bool:
        """Whether it is only together with the rest that it passes the limit."""
        return self.is_over and self.worth is not None and self.limit is not None and self.worth <= self.limit

    @property
    def why(self) -> str:
        """Name the sum, where it is more than the help by itself; nothing else needs telling."""
        if not self.beside or self.whole is None:
            return ""
        told = _(
            "Hane aynı amaçla son %(days)d günde komisyon kararı olmadan %(beside)s alıyor; bununla %(whole)s eder."
        )
        return told % {"days": days_counted(), "beside": format_money(self.beside), "whole": format_money(self.whole)}


def limit() -> Decimal | None:
    return money.value_of(RuleKey.AID_COMMITTEE_OVER, today())


def days_counted() -> int:
    """Return for how many days what a household gets counts together; none if nobody set any."""
    return int(money.value_of(RuleKey.AID_SUM_DAYS, today()) or 0)


def _since() -> date:
    return today() - timedelta(days=min(days_counted(), _LONGEST))


def sums_of(
    homes: Iterable[int],
    kinds: Iterable[str],
    *,
    application: int | None = None,
    plan: int | None = None,
    payment_list: int | None = None,
) -> dict[tuple[int, str], Decimal | None]:
    """Return in lira what each of the households gets for each of the purposes, an application or plan left out.

    `payment_list` is one that is about to be locked, which counts. None stands for what nobody knows the worth of.
    """
    if not days_counted():
        return {}
    rates = {code: money.worth_in_lira(Decimal(1), code, today()) for code in Currency.values}
    given: dict[str, Any] = {
        "codes": list(rates),
        "rates": list(rates.values()),
        "homes": list(homes),
        "kinds": list(kinds),
        "since": _since(),
        "application": application or 0,
        "plan": plan or 0,
        "list": payment_list or 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, given)
        return {(home, kind): None if unknown else worth for home, kind, worth, unknown in cursor.fetchall()}


def together(
    worth: Decimal | None, home: int | None, kinds: Iterable[str], *, application: Any = None, plan: Any = None
) -> Together:
    """Return what a help comes to with all that the household gets beside it for the same purposes."""
    if (over := limit()) is None or worth is None or home is None:
        return Together(worth, limit=over)
    sums = sums_of([home], set(kinds), application=application, plan=plan)
    if None in sums.values():
        return Together(None, limit=over)
    return Together(worth, sum((each for each in sums.values() if each is not None), Decimal(0)), over)


def over_limit(parts: Iterable[tuple[int, int | None, str, Decimal | None]]) -> set[int]:
    """Return which of many applications are above the limit, each given as its key, household, purpose and worth.

    They come one after the other: what one of them is granted counts for the next one of the same household.
    """
    if (over := limit()) is None:
        return set()
    asked: dict[int, list[tuple[int | None, str, Decimal | None]]] = defaultdict(list)
    for key, home, kind, worth in parts:
        asked[key].append((home, kind, worth))
    lines = [line for each in asked.values() for line in each]
    homes, kinds = {home for home, _kind, _worth in lines if home}, {kind for _home, kind, _worth in lines}
    sums: dict[Any, Decimal | None] = dict(sums_of(homes, kinds)) if homes else {}
    above = set()
    for key, each in asked.items():
        beside = [sums.get(pair, Decimal(0)) for pair in {(home, kind) for home, kind, _worth in each}]
        worths = [worth for _home, _kind, worth in each]
        known = [worth for worth in [*beside, *worths] if worth is not None]
        if len(known) < len(beside) + len(worths) or sum(known, Decimal(0)) > over:
            above.add(key)
            continue
        for home, kind, worth in each:
            if home and days_counted():
                sums[home, kind] = (sums.get((home, kind)) or Decimal(0)) + (worth or Decimal(0))
    return above


def beside_list(payment_list: Any) -> Decimal:
    """Return what other lists pay that may be parts of the same one."""
    given = {"list": payment_list.pk, "fund": payment_list.fund_id, "since": _since()}
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, given)
        return Decimal(cursor.fetchone()[0])
