"""Meetings in the Django admin: for looking. Everything about a meeting has a rule, whose one way is the service."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_rows import ShownRows

from .models import (
    ActionItem,
    AgendaFile,
    AgendaItem,
    Decision,
    DecisionCorrection,
    DecisionLink,
    LegalDuty,
    Meeting,
    MeetingSeries,
    Participant,
    TermRule,
    Vote,
)

_VERB = "meetings.view_meetings"


@admin.register(Meeting)
class MeetingAdmin(ShownRows):
    verb = _VERB
    list_display = ("title", "kind", "state", "starts_at", "place", "organiser")
    list_filter = ("kind", "state")
    list_select_related = ("organiser",)
    search_fields = ("title",)  # which the search of the queryset answers
    ordering = ("-starts_at", "-id")


@admin.register(AgendaFile)
class AgendaFileAdmin(ShownRows):
    verb = _VERB
    list_display = ("name", "item", "size", "added_by", "added_at")
    list_select_related = ("item", "added_by")
    exclude = ("content",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(item__meeting__in=Meeting.objects.visible_to(request.user))


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(ShownRows):
    verb = _VERB
    list_display = ("title", "kind", "rule", "until", "organiser")
    list_select_related = ("organiser",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        seen = Meeting.objects.visible_to(request.user).filter(series__isnull=False)
        return super().get_queryset(request).filter(pk__in=seen.order_by().values("series"))


@admin.register(LegalDuty)
class LegalDutyAdmin(ShownRows):
    verb = "meetings.view_duties"
    list_display = ("title", "kind", "due_on", "state", "owner", "done_on")
    list_filter = ("state", "kind")
    list_select_related = ("owner",)
    ordering = ("due_on", "id")


@admin.register(TermRule)
class TermRuleAdmin(ShownRows):
    verb = "meetings.view_duties"
    list_display = ("key", "valid_from", "value", "source")
    list_filter = ("key",)


class _RowsOfMeetings(ShownRows):
    """Rows that belong to meetings are shown to those who see these."""

    verb = _VERB
    list_select_related: Any = ("meeting",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(meeting__in=Meeting.objects.visible_to(request.user))


@admin.register(Participant)
class ParticipantAdmin(_RowsOfMeetings):
    list_display = ("__str__", "meeting", "role", "answer", "answered_at")
    list_filter = ("role", "answer")
    list_select_related = ("meeting", "user")


@admin.register(AgendaItem)
class AgendaItemAdmin(_RowsOfMeetings):
    list_display = ("title", "meeting", "position", "at")


@admin.register(Decision)
class DecisionAdmin(ShownRows):
    verb = _VERB
    list_display = ("mark", "title", "book", "adopted_on", "state", "owner", "due_on")
    list_filter = ("book", "state", "year")
    list_select_related = ("owner",)
    search_fields = ("title",)
    ordering = ("-adopted_on", "-id")


@admin.register(DecisionCorrection)
class DecisionCorrectionAdmin(ShownRows):
    verb = _VERB
    list_display = ("title", "decision", "reason", "by", "at")
    list_select_related = ("decision", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(decision__in=Decision.objects.visible_to(request.user))


@admin.register(DecisionLink)
class DecisionLinkAdmin(ShownRows):
    verb = _VERB
    list_display = ("decision", "kind", "row_pk", "said", "linked_by", "linked_at")
    list_select_related = ("decision", "linked_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(decision__in=Decision.objects.visible_to(request.user))


@admin.register(ActionItem)
class ActionItemAdmin(ShownRows):
    verb = _VERB
    list_display = ("title", "meeting", "decision", "get_state_display", "created_by", "created_at")
    list_select_related = ("meeting", "decision", "task", "created_by")
    search_fields = ("title",)


@admin.register(Vote)
class VoteAdmin(ShownRows):
    verb = _VERB
    list_display = ("participant", "decision", "choice", "dissent")
    list_filter = ("choice",)
    list_select_related = ("decision", "participant__user")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(decision__in=Decision.objects.visible_to(request.user))
