"""What changes the live pages of home visits, scores and settings."""

from aid.models import HomeVisit

from ..live.cases import OUTLINE, Case, World
from .rows import make_visit


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


CASES: dict[str, Case] = {
    "aid:visit_list": Case(_visit, _no_arguments),
    "aid:visit_detail": Case(_visit, _a_visit),
    "aid:visit_news": Case(_visit, lambda world: [*_a_visit(world), OUTLINE]),
}
