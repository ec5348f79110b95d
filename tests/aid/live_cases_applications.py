"""What changes the live pages of applications and their decisions."""

from typing import Any

from accounts.models import User
from aid import services
from aid.models import AidApplication
from aid.states import Stage

from ..live.cases import OUTLINE, Case, World
from . import rows


def _of(world: World, role: str) -> User:
    return next(user for user in world.viewers if user.groups.filter(name=role).exists())


def _an_application(world: World) -> list[Any]:
    """An application before the committee, of a household that everybody sees, which was decided about before."""
    staff, board = _of(world, "staff"), _of(world, "board")
    application = rows.make_application(Stage.REVIEW, by=staff, household=world.household)
    services.decide(application=application, kind="waiting", reason="Sıra bekliyor", by=board)
    application.refresh_from_db()
    services.change_stage(application=application, target=Stage.REVIEW, by=staff)
    application.refresh_from_db()
    services.change_stage(application=application, target=Stage.COMMITTEE, by=staff)
    return [application.pk]


def _no_arguments(world: World) -> list[Any]:
    _an_application(world)
    return []


def _work(world: World) -> None:
    """Another application comes, and the one that is there goes on in all that its page shows."""
    staff, board = _of(world, "staff"), _of(world, "board")
    for application in AidApplication.objects.all():
        services.vote(application=application, vote="against", dissent="Geliri var", by=board)
        services.change_stage(application=application, target=Stage.REVIEW, by=board, reason="Evrak eksik")
        rows.ask_paper(application)
        rows.ask(application, by=staff, kind="rent")
    AidApplication.objects.update(priority="urgent", description="Kirası birikti", due_on="2026-01-05")
    rows.make_application(by=staff, household=world.household)


CASES = {
    "aid:application_list": Case(_work, _no_arguments),
    "aid:application_board": Case(_work, _no_arguments),
    "aid:application_detail": Case(_work, _an_application),
    "aid:application_news": Case(_work, lambda world: [*_an_application(world), OUTLINE]),
}
