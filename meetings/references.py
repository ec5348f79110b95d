"""Meetings, decisions and actions as other rows point at them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import REFERENCES, Card, Reference

from .models import ActionItem, Decision, LegalDuty, Meeting
from .when import span_words


def register() -> None:
    REFERENCES.add(
        Reference(
            key="meeting",
            label=_("Toplantı"),
            model=Meeting,
            visible_to=_visible_to,
            card=_card,
            search=lambda rows, text: rows.search(text).order_by("-starts_at", "-pk"),
            icon="calendar",
            verb="meetings.view_meetings",
            order=60,
        )
    )
    REFERENCES.add(
        Reference(
            key="decision",
            label=_("Karar"),
            model=Decision,
            visible_to=lambda viewer: Decision.objects.visible_to(viewer).select_related("meeting"),
            card=_decision_card,
            search=lambda rows, text: rows.search(text).order_by("-adopted_on", "-pk"),
            icon="gavel",
            verb="meetings.view_meetings",
            order=65,
        )
    )
    REFERENCES.add(
        Reference(
            key="duty",
            label=_("Yasal yükümlülük"),
            model=LegalDuty,
            visible_to=lambda viewer: LegalDuty.objects.visible_to(viewer),
            card=_duty_card,
            icon="shield",
            verb="meetings.view_duties",
            order=67,
        )
    )
    REFERENCES.add(
        Reference(
            key="action",
            label=_("Aksiyon"),
            model=ActionItem,
            visible_to=lambda viewer: ActionItem.objects.visible_to(viewer).with_task(),
            card=_action_card,
            icon="flag",
            verb="meetings.view_meetings",
            order=66,
        )
    )


def _visible_to(viewer: Any) -> QuerySet[Meeting]:
    meetings: QuerySet[Meeting] = Meeting.objects.visible_to(viewer)
    return meetings


def _card(meeting: Meeting) -> Card:
    facts = (str(meeting.get_kind_display()), span_words(meeting), str(meeting.get_state_display()))
    return Card(meeting.title, meeting.get_absolute_url(), facts)


def _decision_card(decision: Decision) -> Card:
    facts = (str(decision.meeting), str(decision.get_state_display()))
    return Card(str(decision), decision.get_absolute_url(), facts)


def _duty_card(duty: LegalDuty) -> Card:
    return Card(duty.title, duty.get_absolute_url(), (f"{duty.due_on:%d.%m.%Y}", str(duty.get_state_display())))


def _action_card(action: ActionItem) -> Card:
    facts = (str(action.decision or action.meeting), action.get_state_display())
    return Card(action.title, action.get_absolute_url(), facts)
