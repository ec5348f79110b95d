"""Who calls meetings, brings them forward and answers invitations."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from ..choices import LEADING
from ..models import AgendaFile, Meeting, Participant
from ..querysets import sees_all
from ..states import MeetingState

MANAGE = "meetings.manage_meetings"
_CLOSED = _("Tamamlanmış ya da iptal edilmiş toplantı değiştirilemez.")
_NOT_YOURS = _("Bu toplantıyı düzenleyen, başkanı ya da yazmanı siz değilsiniz.")


def can_add(user: Any) -> Decision:
    return has_verb(user, MANAGE)


def can_change(user: Any, meeting: Meeting) -> Decision:
    """Say what an open meeting is about, when it is and who is called."""
    return can_hold(user, meeting) if meeting.is_open else refused(_CLOSED)


def can_hold(user: Any, meeting: Meeting) -> Decision:
    """Bring a meeting forward: whoever organises, chairs or writes it, and those who mind all meetings."""
    if not (may := has_verb(user, MANAGE)):
        return may
    return ALLOWED if minds_all(user) or _leads(user, meeting) else refused(_NOT_YOURS)


def can_begin(user: Any, meeting: Meeting) -> Decision:
    """Begin a meeting; an assembly not before the day for which its members were called."""
    if meeting.is_assembly and today() < meeting.day:
        return refused(_("Genel kurul, çağrıldığı günden önce başlatılamaz."))
    return can_hold(user, meeting)


def can_count(user: Any, meeting: Meeting) -> Decision:
    """Say what the quorum is reckoned by: before, during or after a meeting that was not called off."""
    return refused(_CLOSED) if meeting.state == MeetingState.CANCELLED else can_hold(user, meeting)


def can_write(user: Any, meeting: Meeting) -> Decision:
    """Write down what happens in a meeting: while it goes on, and after it ended."""
    if meeting.state not in (MeetingState.ONGOING, MeetingState.COMPLETED):
        return refused(_("Toplantı başlamadan bu yazılamaz."))
    return can_hold(user, meeting)


def can_remove_file(user: Any, meeting: Meeting, file: AgendaFile) -> Decision:
    """Who put a file there takes it away again, and whoever minds the meetings of others."""
    if not (may := can_hold(user, meeting)):
        return may
    is_theirs = file.added_by_id == user.pk or minds_all(user)
    return (
        ALLOWED if is_theirs else refused(_("Dosyayı ekleyen kişi ya da bütün toplantıları yürütenler kaldırabilir."))
    )


def can_answer(user: Any, participant: Participant) -> Decision:
    """An invitation is answered by whom it is for, as long as the meeting is to come."""
    if participant.user_id != user.pk:
        return refused(_("Yalnız kendi davetinizi yanıtlayabilirsiniz."))
    if participant.meeting.state != MeetingState.SCHEDULED:
        return refused(_("Bu toplantının daveti artık yanıtlanamaz."))
    return has_verb(user, "meetings.view_meetings")


def can_import(user: Any) -> Decision:
    """A sheet holds meetings of anybody, so whoever imports one sees and manages all."""
    return ALLOWED if minds_all(user) else refused(_("Bu kullanıcının içe aktarma yetkisi yok."))


def minds_all(user: Any) -> bool:
    """Whether somebody brings the meetings of others forward too."""
    return sees_all(user) and bool(user.has_perm(MANAGE))


def callable_people() -> QuerySet[Any]:
    """Return the users who can be called to meetings: those who would see them."""
    people: Any = get_user_model()._default_manager
    found: QuerySet[Any] = people.active().with_verb("meetings.view_meetings").order_by("name_key", "pk")
    return found


def _leads(user: Any, meeting: Meeting) -> bool:
    if user.pk in (meeting.organiser_id, meeting.created_by_id):
        return True
    return meeting.participants.filter(user=user.pk, role__in=LEADING).exists()
