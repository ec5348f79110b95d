"""What pages show of a household's need score: its reasons in words, those of health apart."""

from dataclasses import dataclass
from typing import Any

from beneficiaries.models import Household
from kafkasder.core.days import today

from . import policy, scoring
from .models import AidApplication, NeedScore, ScoreRule, ScoreRuleSet
from .score_words import facts_in_words, health_in_words, reason_words, rule_words
from .scoring import Details
from .states import RuleSetState

READS_HEALTH = "beneficiaries.view_sensitive"


@dataclass(frozen=True)
class ShownScore:
    """A score as a page tells it; of health only how many points it gave, unless it was opened."""

    score: NeedScore
    reasons: list[str]
    facts: list[tuple[str, str]]
    hidden_points: int
    health: list[tuple[str, str]]
    health_reasons: list[str]


def shown(score: NeedScore, *, with_health: bool = False) -> ShownScore:
    details = Details.of_text(score.details)
    of_health = [reason for reason in details.reasons if reason.is_of_health]
    return ShownScore(
        score,
        [reason_words(reason) for reason in details.reasons if not reason.is_of_health],
        facts_in_words(details.facts),
        sum(reason.points for reason in of_health),
        health_in_words(details.facts) if with_health else [],
        [reason_words(reason) for reason in of_health] if with_health else [],
    )


def score_of(viewer: Any, household: Household | None, application: AidApplication | None = None) -> dict[str, Any]:
    """Return what `aid/_score.html` draws on the page of a household, or of an application by it."""
    seen = NeedScore.objects.visible_to(viewer).filter(household=household).select_related("rules", "by")
    newest = seen.first() if household is not None else None
    return {
        "household": household,
        "application": application,
        "shown": shown(newest) if newest else None,
        "may_score": household is not None and policy.can_score(viewer).allowed,
        "may_read_health": viewer.has_perm(READS_HEALTH),
    }


@dataclass(frozen=True)
class ShownRule:
    """A rule in words, with how many active households it gives points; None where nobody counted."""

    rule: ScoreRule
    words: str
    touched: int | None

    @property
    def is_of_health(self) -> bool:
        return self.rule.factor in scoring.OF_HEALTH


@dataclass(frozen=True)
class Preview:
    """What a version would do today: its rules, how many households there are, and how their points lie."""

    rules: list[ShownRule]
    whole: int | None
    bands: list[tuple[int, int, int]]


def preview_of(rules: ScoreRuleSet) -> Preview:
    """Return a version in words; what it would do is counted of drafts and of the one in force."""
    own = list(rules.rules.all())
    if rules.state == RuleSetState.RETIRED:
        return Preview([ShownRule(rule, rule_words(rule), None) for rule in own], None, [])
    whole, counts = scoring.touched(own, today())
    pairs = zip(own, counts, strict=True)
    told = [ShownRule(rule, rule_words(rule), count) for rule, count in pairs]
    return Preview(told, whole, scoring.distribution(own, today()))


@dataclass(frozen=True)
class Difference:
    """How a version differs from the one in force."""

    added: list[str]
    removed: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def difference(rules: ScoreRuleSet) -> Difference:
    """Return the rules that only `rules` has, and those that only the version in force has."""
    former = ScoreRuleSet.objects.filter(state=RuleSetState.RELEASED).exclude(pk=rules.pk).first()
    if former is None:
        return Difference([], [])
    mine, theirs = ({_said(rule): rule for rule in each.rules.all()} for each in (rules, former))
    return Difference(
        [rule_words(rule) for key, rule in mine.items() if key not in theirs],
        [rule_words(rule) for key, rule in theirs.items() if key not in mine],
    )


def _said(rule: ScoreRule) -> tuple[Any, ...]:
    return rule.factor, rule.threshold, rule.points
