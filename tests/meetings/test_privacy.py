"""How long the names of guests are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from meetings import services
from meetings.models import Participant
from privacy.retention import KINDS
from privacy.services.forgetting import forget

from .rows import make_meeting

pytestmark = pytest.mark.django_db


def test_guests_are_forgotten_and_the_meeting_stays():
    meeting = make_meeting(state="ongoing")
    for name in ("Fatma Konuk", "Ayşe Konuk"):
        services.add_guest(meeting=meeting, name=name, by=meeting.organiser)
    services.add_guest(meeting=meeting, name="Üye Kişi", role="member", by=meeting.organiser)
    kind, later = KINDS["meeting_guest"], timezone.now() + timedelta(days=30)
    assert not kind.due(later).exists()  # it still goes on
    services.change_state(meeting=meeting, target="completed", by=meeting.organiser)
    assert not kind.due(timezone.now()).exists()
    for guest in list(kind.due(later)):
        forget(kind, guest)
    names = set(Participant.objects.filter(user__isnull=True).values_list("name", flat=True))
    assert len(names) == 3
    assert "Konuk" not in str(names)
    assert "Üye Kişi" in names
    trail = AuditEntry.objects.filter(table_name="meetings_participant")
    assert "Fatma" not in str(list(trail.values_list("changes", "row_label")))
    assert not kind.due(later).exists()
