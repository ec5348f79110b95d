"""Visits, and scoring households by the rules in force."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.context import acting
from beneficiaries.models import Household
from kafkasder.core.days import today
from kafkasder.core.locks import lock, lock_named

from .. import policy, scoring
from ..models import AidApplication, HomeVisit, NeedScore, ScoreRule, ScoreRuleSet, VisitCorrection
from ..states import IN_REVIEW, VISITS, RuleSetState, VisitState
from ..visit_words import WORDS
from . import telling
from .applications import NOT_HELPED


@transaction.atomic
def plan_visit(*, visit: HomeVisit, by: Any, application: AidApplication | None = None) -> HomeVisit:
    """Plan a visit, or change one that nobody made yet."""
    if visit.pk is None:
        policy.can_visit(by).require()
        if visit.household.status in NOT_HELPED:
            told = _("Bu hane %(status)s; önce hanenin durumunu değiştirin.")
            raise ValidationError(told % {"status": visit.household.get_status_display()}, code="household_state")
        visit.created_by, visit.application = by, application
    else:
        policy.can_replan_visit(by, visit).require()
    visit.save()
    telling.tell_visit(visit, by)
    return visit


@transaction.atomic
def write_visit(*, visit: HomeVisit, visited_on: date, by: Any, **found: Any) -> HomeVisit:
    """Write down what a visitor found."""
    visit = lock(visit, by)
    policy.can_write_visit(by, visit).require()
    VISITS.require(visit.state, VisitState.DONE)
    if visited_on > today():
        raise ValidationError({"visited_on": _("Gelecekte bir gün olamaz.")}, code="too_late")
    visit.state, visit.visited_on, visit.written_at = VisitState.DONE, visited_on, timezone.now()
    for name, value in found.items():
        setattr(visit, name, value)
    visit.save()
    telling.tell_visit_written(visit, by)
    return visit


@transaction.atomic
def correct_visit(*, visit: HomeVisit, reason: str, by: Any) -> HomeVisit:
    """Correct what a written visit tells; what it told before stays readable, with who corrected it and why.

    Whoever decides about the household at this moment waits, or comes first and keeps it as it was.
    """
    stored = lock(visit, by)
    asking = AidApplication.objects.filter(household=stored.household_id, stage__in=IN_REVIEW)
    list(asking.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    policy.can_correct_visit(by, stored).require()
    if visit.visited_on and visit.visited_on > today():
        raise ValidationError({"visited_on": _("Gelecekte bir gün olamaz.")}, code="too_late")
    former = {name: getattr(stored, name) for name in WORDS if getattr(stored, name) != getattr(visit, name)}
    if not former:
        raise ValidationError(_("Ziyarette bir şey değişmedi."), code="nothing_changed")
    VisitCorrection.objects.create(visit=stored, former=former, reason=reason.strip(), by=by)
    with acting(reason=reason.strip()):
        visit.save(update_fields=[*former, "updated_at"])
    telling.tell_visit_corrected(visit, by)
    return visit


@transaction.atomic
def cancel_visit(*, visit: HomeVisit, by: Any, reason: str) -> HomeVisit:
    """Call a planned visit off."""
    visit = lock(visit, by)
    policy.can_write_visit(by, visit).require()
    VISITS.require(visit.state, VisitState.CANCELLED, reason)
    visit.state, visit.state_reason = VisitState.CANCELLED, reason.strip()
    visit.save()
    return visit


@transaction.atomic
def score(*, household: Household, by: Any, application: AidApplication | None = None) -> NeedScore:
    """Score a household by the rules in force, and keep why and what it was like."""
    policy.can_score(by).require()
    return score_now(household, by, application)


def score_now(household: Household, by: Any, application: AidApplication | None = None) -> NeedScore:
    """Do it within a decision, whose policy was asked."""
    rules = ScoreRuleSet.objects.filter(state=RuleSetState.RELEASED).first()
    if rules is None:
        raise ValidationError(_("Yürürlükte ihtiyaç puanı kuralı yok."), code="no_rules")
    facts = scoring.facts_of(household, today())
    details = scoring.Details(facts, scoring.reasons_of(facts, rules.rules.all()))
    made = NeedScore.objects.create(
        household=household,
        application=application,
        rules=rules,
        points=details.points,
        details=details.as_text(),
        by=by,
    )
    if application is not None and application.points != made.points:
        application.points = made.points
        application.save(update_fields=["points", "updated_at"])
    return made


@transaction.atomic
def draft_rules(*, by: Any, note: str = "") -> ScoreRuleSet:
    """Begin the next version with the rules in force."""
    policy.can_manage(by).require()
    lock_named("aid score rules")
    if ScoreRuleSet.objects.filter(state=RuleSetState.DRAFT).exists():
        raise ValidationError(_("Hazırlanan bir sürüm zaten var."), code="draft_exists")
    newest = ScoreRuleSet.objects.order_by("-version").first()
    made = ScoreRuleSet.objects.create(version=newest.version + 1 if newest else 1, note=note.strip(), created_by=by)
    if released := ScoreRuleSet.objects.filter(state=RuleSetState.RELEASED).first():
        for rule in released.rules.all():
            ScoreRule.objects.create(rules=made, factor=rule.factor, threshold=rule.threshold, points=rule.points)
    return made


@transaction.atomic
def save_rule(*, rule: ScoreRule, rules: ScoreRuleSet, by: Any) -> ScoreRule:
    """Store a rule of a version that is not released yet."""
    rules = lock(rules, by)
    policy.can_change_rules(by, rules).require()
    if rule.pk is not None and not rules.rules.filter(pk=rule.pk).exists():
        raise ValidationError(_("Bu kural bu arada kaldırılmış."), code="rule_gone")
    rule.rules = rules
    rule.save()
    return rule


@transaction.atomic
def remove_rule(*, rule: ScoreRule, by: Any) -> ScoreRule:
    rules = lock(rule.rules, by)
    policy.can_change_rules(by, rules).require()
    rule.delete()
    return rule


@transaction.atomic
def release_rules(*, rules: ScoreRuleSet, by: Any) -> ScoreRuleSet:
    """Put a version into force; the one before it retires. Scores that were given stay as they are."""
    lock_named("aid score rules")
    rules = lock(rules, by)
    policy.can_change_rules(by, rules).require()
    if not rules.rules.exists():
        raise ValidationError(_("Kuralı olmayan sürüm yürürlüğe konmaz."), code="no_rules")
    for former in ScoreRuleSet.objects.filter(state=RuleSetState.RELEASED).select_for_update():
        former.state = RuleSetState.RETIRED
        former.save(update_fields=["state"])
    rules.state, rules.released_by, rules.released_at = RuleSetState.RELEASED, by, timezone.now()
    rules.save()
    return rules


@transaction.atomic
def discard_rules(*, rules: ScoreRuleSet, by: Any) -> ScoreRuleSet:
    """Throw away a version that was never released."""
    rules = lock(rules, by)
    policy.can_change_rules(by, rules).require()
    rules.rules.all().delete()
    rules.delete()
    return rules
