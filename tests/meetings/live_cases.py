"""What changes the live pages of meetings."""

from accounts.models import User
from meetings import services
from meetings.models import LegalDuty, Meeting, TermRule

from ..live.cases import OUTLINE, Case, World
from .live_cases_actions import CASES as ACTION_CASES
from .live_cases_decisions import CASES as DECISION_CASES
from .live_cases_holding import CASES as HOLDING_CASES
from .matrix_duties import make_duty
from .rows import make_item, make_meeting


def _staff(world: World) -> User:
    return next(user for user in world.viewers if user.groups.filter(name="staff").exists())


def _a_meeting(world: World) -> list[object]:
    """A meeting of a clerk, to which the volunteer is called."""
    return [make_meeting(_staff(world), people=[world.volunteer], agenda=["Açılış"]).pk]


def _no_arguments(world: World) -> list[object]:
    _a_meeting(world)
    return []


def _work(world: World) -> None:
    """A meeting comes, and those that are there go on in everything that their pages show."""
    for meeting in Meeting.objects.order_by("pk"):
        services.answer(meeting=meeting, answer="accepted", by=world.volunteer)
        make_item(meeting)
        Meeting.objects.filter(pk=meeting.pk).update(title="Aralık yönetim kurulu", place="Dernek merkezi")
    make_meeting(_staff(world), people=[world.volunteer], title="Acil toplantı")


def _dues(world: World) -> None:
    """A duty comes, and another is given to somebody and named anew."""
    LegalDuty.objects.update(owner=_staff(world), title="Beyanname verilecek", warn_on="2020-02-29")
    make_duty(title="Lokal ruhsatı")


CASES = (
    ACTION_CASES
    | DECISION_CASES
    | HOLDING_CASES
    | {
        "meetings:duty_list": Case(_dues),
        "meetings:duty_detail": Case(_dues, lambda world: [make_duty().pk]),
        "meetings:term_list": Case(
            lambda world: TermRule.objects.create(
                key="board_notice", valid_from="2020-02-29", value=3, source="Tüzük 12"
            )
        ),
        "meetings:meeting_list": Case(_work),
        "meetings:invitations": Case(_work, _no_arguments),
        "meetings:invitation": Case(_work, _a_meeting),
        "meetings:meeting_detail": Case(_work, _a_meeting),
        "meetings:meeting_news": Case(_work, lambda world: [*_a_meeting(world), OUTLINE]),
    }
)
