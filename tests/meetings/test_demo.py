"""The demo's meetings hold what the rules ask for."""

import pytest

from meetings.book import gaps
from meetings.demo import MEETINGS, make_demo
from meetings.models import ActionItem, Decision, Meeting
from meetings.quorum import quorum_of

pytestmark = pytest.mark.django_db


def test_two_years_of_meetings_are_quorate_and_numbered_without_gaps(make_user):
    for role in ("admin", "board", "board", "staff", "staff"):
        make_user(role)
    make_demo()
    past = list(Meeting.objects.filter(state="completed").prefetch_related("participants"))
    assert len(past) == MEETINGS
    assert all(quorum_of(meeting, list(meeting.participants.all())).is_reached for meeting in past)
    counts = [meeting.decisions.count() for meeting in past]
    assert (min(counts) >= 3, max(counts) <= 6) == (True, True)
    assert list(gaps()) == []
    days = list(Decision.objects.order_by("year", "number").values_list("adopted_on", flat=True))
    assert days == sorted(days)
    actions = list(ActionItem.objects.with_task())
    assert actions
    assert all((each.task.reference_kind, each.task.reference_pk) == ("action", each.pk) for each in actions)
    assert Meeting.objects.to_come().count() == 2
