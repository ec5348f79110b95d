"""What changes the live pages of home visits, scores and settings."""

from aid import services
from aid.models import BankTemplate, HomeVisit, ScoreRule, ScoreRuleSet, StageDays
from beneficiaries.models import Household

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .rows import make_visit, make_written_visit


def _a_visit(world: World) -> list[object]:
    """A visit that the volunteer is to make, and whose household is theirs."""
    return [make_visit(world.household, world.volunteer).pk]


def _no_arguments(world: World) -> list[object]:
    _a_visit(world)
    return []


def _visit(world: World) -> None:
    """A visit is written, and another one is planned."""
    for visit in HomeVisit.objects.all():
        visit.visitor = world.volunteer
        visit.planned_for = visit.planned_for.replace(year=visit.planned_for.year - 1)
        visit.save()
    make_visit(world.household, world.volunteer)


def _written(world: World) -> HomeVisit:
    return make_written_visit(world.household, world.volunteer)


def _correct(world: World) -> None:
    """A written visit is corrected."""
    for visit in HomeVisit.objects.filter(state="done"):
        visit.findings = "Üç oda"
        services.correct_visit(visit=visit, reason="Bir oda unutuldu", by=make_user("staff"))


def _a_draft(world: World) -> list[object]:
    return [services.draft_rules(by=make_user("board")).pk]


def _rules(world: World) -> None:
    """A rule comes and goes, and a family is poorer than it was."""
    draft = ScoreRuleSet.objects.filter(state="draft").first() or services.draft_rules(by=make_user("board"))
    services.save_rule(
        rule=ScoreRule(factor="size_at_least", threshold=7, points=3), rules=draft, by=make_user("board")
    )
    draft.rules.filter(factor="emergency").delete()
    Household.objects.filter(pk=world.household.pk).update(status="active", is_emergency=True)


def _score(world: World) -> None:
    services.score(household=world.household, by=make_user("staff"))


def _settings(world: World) -> None:
    StageDays.objects.filter(stage="in_review").update(days=19)
    BankTemplate.objects.update(name="Başka bir banka")


CASES: dict[str, Case] = {
    "aid:visit_list": Case(_visit, _no_arguments),
    "aid:visit_detail": Case(_visit, _a_visit),
    "aid:visit_news": Case(_visit, lambda world: [*_a_visit(world), OUTLINE]),
    "aid:visit_correct_news": Case(_correct, lambda world: [_written(world).pk, OUTLINE]),
    "aid:settings": Case(_settings),
    "aid:score_versions": Case(_rules),
    "aid:score_rules": Case(_rules, _a_draft),
    "aid:score_history": Case(_score, lambda world: [world.household.pk]),
}
