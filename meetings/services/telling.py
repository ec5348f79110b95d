"""Telling people of meetings: called last by what happened, in its transaction."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from notifications.services import Words, notify

from .. import kinds
from ..choices import Answer
from ..mails import MEETING
from ..models import ActionItem, Decision, Meeting, Participant
from ..when import span_words


def tell_invited(meeting: Meeting, people: Iterable[Any], by: Any) -> None:
    """Tell users that they are called to a meeting."""

    def words() -> Words:
        return Words(_("Toplantıya çağrıldınız: %(meeting)s") % {"meeting": meeting.title}, _when_and_where(meeting))

    notify(kind=kinds.INVITED, to=list(people), words=words, about=meeting, by=by)


def tell_changed(meeting: Meeting, by: Any) -> None:
    """Tell all who take part of another time or place."""

    def words() -> Words:
        told = _("Toplantının zamanı ya da yeri değişti: %(meeting)s")
        return Words(told % {"meeting": meeting.title}, _when_and_where(meeting))

    notify(kind=kinds.CHANGED, to=_called(meeting), words=words, about=meeting, by=by)


def tell_cancelled(meeting: Meeting, by: Any) -> None:
    def words() -> Words:
        return Words(_("Toplantı iptal edildi: %(meeting)s") % {"meeting": meeting.title}, meeting.state_reason)

    notify(kind=kinds.STATE, to=_called(meeting), words=words, about=meeting, by=by)


def tell_uninvited(meeting: Meeting, person: Any, by: Any) -> None:
    """Tell somebody that they are not expected any more; the meeting itself they may not see now."""

    def words() -> Words:
        return Words(_("Toplantının katılımcısı değilsiniz artık: %(meeting)s") % {"meeting": meeting.title})

    notify(kind=kinds.CHANGED, to=[person], words=words, by=by, details={MEETING: meeting.pk})


def tell_answered(participant: Participant, by: Any) -> None:
    """Tell who organises the meeting what somebody answered."""
    meeting = participant.meeting

    def words() -> Words:
        told = {"person": by.full_name, "answer": participant.get_answer_display(), "meeting": meeting.title}
        return Words(_("%(person)s: %(answer)s (%(meeting)s)") % told)

    notify(kind=kinds.ANSWERED, to=[meeting.organiser], words=words, about=meeting, by=by)


def tell_soon(meeting: Meeting) -> int:
    """Remind who may come, once for each time at which the meeting begins; return how many are told."""

    def words() -> Words:
        return Words(_("Toplantı yaklaşıyor: %(meeting)s") % {"meeting": meeting.title}, _when_and_where(meeting))

    coming = _called(meeting).exclude(participations__in=meeting.participants.filter(answer=Answer.DECLINED))
    cause = f"{meeting.pk} {meeting.starts_at.isoformat()}"
    return notify(kind=kinds.SOON, to=coming, words=words, about=meeting, cause=cause)


def tell_owner(decision: Decision, by: Any) -> None:
    """Tell who follows a decision from now on."""
    if decision.owner is None:
        return

    def words() -> Words:
        return Words(_("Karar size verildi: %(decision)s") % {"decision": str(decision)}, _due_line(decision))

    notify(kind=kinds.DECISION, to=[decision.owner], words=words, about=decision, by=by)


def tell_decision_due(decision: Decision) -> int:
    """Remind who follows a decision that its day has come, once for each such day."""

    def words() -> Words:
        return Words(_("Kararın son günü geldi: %(decision)s") % {"decision": str(decision)}, _due_line(decision))

    cause = f"{decision.pk} {decision.due_on}"
    return notify(kind=kinds.DECISION_DUE, to=filter(None, [decision.owner]), words=words, about=decision, cause=cause)


def tell_ready(action: ActionItem, by: Any) -> None:
    """Tell those who manage meetings, and who organised this one, that an action is ready."""
    people: Any = get_user_model()._default_manager
    minders = people.active().with_verb("meetings.manage_meetings").with_verb("meetings.view_all_meetings")

    def words() -> Words:
        return Words(_("Aksiyon hazır: %(action)s") % {"action": action.title}, action.meeting.title)

    to = people.filter(Q(pk__in=minders.values("pk")) | Q(pk=action.meeting.organiser_id))
    notify(kind=kinds.READY, to=to, words=words, about=action, by=by)


def _due_line(decision: Decision) -> str:
    return _("Son gün: %(day)s") % {"day": date_format(decision.due_on, "j F Y")} if decision.due_on else ""


def _called(meeting: Meeting) -> Any:
    people: Any = get_user_model()._default_manager
    return people.filter(pk__in=meeting.participants.filter(user__isnull=False).values("user"))


def _when_and_where(meeting: Meeting) -> str:
    return " · ".join(filter(None, (span_words(meeting), meeting.place, meeting.link)))
