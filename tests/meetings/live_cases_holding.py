"""What changes the live pages of a meeting that is held: minutes, drafts, attendance and quorum."""

from accounts.models import User
from meetings import services
from meetings.models import AgendaItem, Meeting

from ..live.cases import OUTLINE, Case, World
from .rows import make_item, make_meeting


def _staff(world: World) -> User:
    return next(user for user in world.viewers if user.groups.filter(name="staff").exists())


def _a_point(world: World) -> list[object]:
    item = make_item(make_meeting(_staff(world), people=[world.volunteer]))
    Meeting.objects.update(state="ongoing")
    return [item.pk]


def _work(world: World) -> None:
    for item in AgendaItem.objects.select_related("meeting").order_by("pk"):
        by = item.meeting.organiser
        services.keep_draft(item=item, text="Kömür alınması görüş", by=by)
        item.minutes = "Kömür alınması görüşüldü."
        services.save_minutes(item=item, by=by)


CASES = {"meetings:minutes_news": Case(_work, lambda world: [*_a_point(world), OUTLINE])}
