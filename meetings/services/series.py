"""Series: begun with a meeting, filled as time goes on, changed from one meeting on, and ended."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.locks import lock
from tasks.repetition import next_day, standing_on

from .. import policy
from ..choices import Answer
from ..models import AgendaFile, AgendaItem, Meeting, MeetingSeries, Participant, SeriesMember
from ..states import MeetingState
from ..when import at_local, day_of, time_of
from .people import call
from .states import change_state
from .telling import tell_changed, tell_invited, tell_uninvited

CALLED_AHEAD = timedelta(days=35)  # so nobody gets the invitations of a year at once
PATTERN = ("title", "description", "place", "link")


@transaction.atomic
def begin_series(*, meeting: Meeting, rule: str, by: Any, until: date | None = None) -> MeetingSeries:
    """Have a meeting that was just called come again, with the same people and the same agenda."""
    policy.can_change(by, meeting).require()
    if meeting.is_assembly or meeting.recorded_afterwards:
        raise ValidationError({"repeat": _("Genel kurul ve sonradan kaydedilen toplantı tekrarlanmaz.")})
    day = day_of(meeting.starts_at)
    series = MeetingSeries.objects.create(
        **{name: getattr(meeting, name) for name in (*PATTERN, "kind", "organiser")},
        rule=standing_on(rule, day),
        until=until,
        at=time_of(meeting.starts_at),
        minutes=meeting.minutes,
        agenda=list(meeting.agenda.values_list("title", flat=True)),
    )
    others = meeting.participants.filter(user__isnull=False).exclude(user=meeting.organiser_id)
    for each in others:
        SeriesMember.objects.create(series=series, user_id=each.user_id, role=each.role)
    meeting.series, meeting.series_day = series, day
    meeting.save(update_fields=["series", "series_day", "updated_at"])
    _fill(series)
    return series


def fill_series() -> int:
    """Call the meetings of all series whose time has come; return how many. It may run twice at once."""
    going = MeetingSeries.objects.filter(Q(until__isnull=True) | Q(until__gte=today())).order_by("pk")
    return sum(_fill_one(pk) for pk in going.values_list("pk", flat=True))


@transaction.atomic
def _fill_one(pk: int) -> int:
    return _fill(MeetingSeries.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=pk))


def _fill(series: MeetingSeries) -> int:
    """Call what is to be called of a series by now; nothing while its organiser may call nobody."""
    count = 0
    while (day := next_of(series)) is not None and day <= today() + CALLED_AHEAD:
        if not policy.can_add(series.organiser):
            return count
        _call_one(series, day)
        count += 1
    return count


def next_of(series: MeetingSeries) -> date | None:
    """Return the day of the next meeting of a series that was not called yet; days that are past are left out."""
    last = series.meetings.order_by("series_day").values_list("series_day", flat=True).last()
    return last and next_day(series.rule, last, on_or_after=today() + timedelta(days=1), until=series.until)


def _call_one(series: MeetingSeries, day: date) -> Meeting:
    start = at_local(day, series.at)
    meeting = Meeting.objects.create(
        **{name: getattr(series, name) for name in (*PATTERN, "kind", "organiser")},
        created_by=series.organiser,
        starts_at=start,
        ends_at=start + timedelta(minutes=series.minutes),
        series=series,
        series_day=day,
    )
    now = timezone.now()
    Participant.objects.create(meeting=meeting, user=series.organiser, answer=Answer.ACCEPTED, answered_at=now)
    may_come = policy.callable_people().filter(pk__in=series.members.values("user"))
    members = list(series.members.filter(user__in=may_come.values("pk")).select_related("user"))
    for member in members:
        Participant.objects.create(meeting=meeting, user=member.user, role=member.role)
    _write_agenda(meeting, series.agenda)
    tell_invited(meeting, [member.user for member in members], series.organiser)
    return meeting


@transaction.atomic
def change_following(
    *, meeting: Meeting, by: Any, at: time, minutes: int, people: Iterable[Any], agenda: Sequence[str], **pattern: str
) -> MeetingSeries:
    """Change a meeting of a series and those after it, called or not.

    Of those that were called the day stays as it is, be it another one than the rule's, and an agenda that has files.
    """
    meeting, series = _lock_series(meeting, by)
    former = {member.user_id: member.user for member in series.members.select_related("user")}
    wanted = {person.pk: person for person in people if person.pk != series.organiser_id}
    is_other_agenda = list(agenda) != series.agenda
    for name in PATTERN:
        setattr(series, name, pattern[name])
    series.at, series.minutes, series.agenda = at, minutes, list(agenda)
    series.save()
    series.members.exclude(user__in=wanted).delete()
    for pk in wanted.keys() - former.keys():
        SeriesMember.objects.create(series=series, user=wanted[pk])
    for each in list(_following(meeting)):
        policy.can_change(by, each).require()
        gone = [former[pk] for pk in former.keys() - wanted.keys()]
        _change_one(each, series, by, gone=gone, come=[wanted[pk] for pk in wanted.keys() - former.keys()])
        if is_other_agenda and not AgendaFile.objects.filter(item__meeting=each).exists():
            each.agenda.all().delete()
            _write_agenda(each, series.agenda)
    return series


def _change_one(meeting: Meeting, series: MeetingSeries, by: Any, *, gone: list[Any], come: list[Any]) -> None:
    """Bring a meeting to the pattern of its series; everybody hears of it who is concerned."""
    start = at_local(day_of(meeting.starts_at), series.at)
    end = start + timedelta(minutes=series.minutes)
    is_moved = (start, end) != (meeting.starts_at, meeting.ends_at)
    is_elsewhere = (series.place, series.link) != (meeting.place, meeting.link)
    for name in PATTERN:
        setattr(meeting, name, getattr(series, name))
    meeting.starts_at, meeting.ends_at = start, end
    meeting.sequence += bool(is_moved or is_elsewhere or gone)
    meeting.save()
    meeting.participants.filter(user__in=gone).delete()
    if is_moved:
        others = meeting.participants.exclude(user=meeting.organiser_id).exclude(answer=Answer.INVITED)
        others.update(answer=Answer.INVITED, answered_at=None)
    called = call(meeting, come)
    if is_moved or is_elsewhere:
        tell_changed(meeting, by)
    tell_invited(meeting, called, by)
    for person in gone:
        tell_uninvited(meeting, person, by)


@transaction.atomic
def end_series(*, meeting: Meeting, by: Any) -> MeetingSeries:
    """End a series with this meeting: what follows is called off, and nothing comes any more."""
    meeting, series = _lock_series(meeting, by)
    series.until = meeting.series_day
    series.save(update_fields=["until"])
    for each in _following(meeting).exclude(pk=meeting.pk):
        change_state(meeting=each, target=MeetingState.CANCELLED, by=by, reason=_("Toplantı dizisi bitti."))
    return series


def _lock_series(meeting: Meeting, by: Any) -> tuple[Meeting, MeetingSeries]:
    """Return a meeting and its series as they are now; the series first, as whoever fills it does."""
    if meeting.series_id is None:
        raise ValidationError(_("Bu toplantı tekrarlanmıyor."), code="no_series")
    series = MeetingSeries.objects.select_for_update(of=("self",)).get(pk=meeting.series_id)
    meeting = lock(meeting, by)
    policy.can_change(by, meeting).require()
    return meeting, series


def _following(meeting: Meeting) -> QuerySet[Meeting]:
    """Return a meeting and those of its series after it that were not begun."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(
        series=meeting.series_id, state=MeetingState.SCHEDULED
    )
    found: QuerySet[Meeting] = rows.filter(series_day__gte=meeting.series_day).order_by("series_day")
    return found


def _write_agenda(meeting: Meeting, titles: Sequence[str]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=title, position=place) for place, title in enumerate(titles, 1)
    )
