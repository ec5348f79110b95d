"""What changes the live pages of decisions."""

from accounts.models import User
from meetings import services
from meetings.models import Decision

from ..live.cases import OUTLINE, Case, World
from .rows import make_decision, make_meeting


def _staff(world: World) -> User:
    return next(user for user in world.viewers if user.groups.filter(name="staff").exists())


def _a_decision(world: World) -> list[object]:
    """A decision of a meeting to which the volunteer is called."""
    meeting = make_meeting(_staff(world), people=[world.volunteer], state="ongoing")
    return [make_decision(meeting).pk]


def _no_arguments(world: World) -> list[object]:
    _a_decision(world)
    return []


def _work(world: World) -> None:
    """A decision comes, and the one that is there is corrected and goes on."""
    for decision in Decision.objects.order_by("pk"):
        by = decision.created_by
        services.correct(
            decision=decision, title="Yakacak", text="Odun dağıtılsın.", legal_basis="", reason="Yazım", by=by
        )
        services.change_decision_state(decision=decision, target="ongoing", by=by)
        Decision.objects.filter(pk=decision.pk).update(owner=world.volunteer, due_on="2020-02-29")
        make_decision(decision.meeting, title="İkinci karar")


CASES = {
    "meetings:decision_list": Case(_work, _no_arguments),
    "meetings:books": Case(_work, _no_arguments),
    "meetings:decision_detail": Case(_work, _a_decision),
    "meetings:decision_news": Case(_work, lambda world: [*_a_decision(world), OUTLINE]),
}
