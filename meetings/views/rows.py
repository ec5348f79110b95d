"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import ActionItem, AgendaFile, AgendaItem, Decision, LegalDuty, Meeting, Participant
from ..querysets import MeetingQuerySet


def meetings(request: HttpRequest) -> MeetingQuerySet:
    return Meeting.objects.visible_to(request.user)


def get_meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings(request).select_related("organiser", "created_by", "series"), pk=pk)


def get_participant(request: HttpRequest, pk: int) -> Participant:
    rows = Participant.objects.filter(meeting__in=meetings(request))
    return get_object_or_404(rows.select_related("meeting", "user"), pk=pk)


def get_item(request: HttpRequest, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.filter(meeting__in=meetings(request))
    return get_object_or_404(rows.select_related("meeting"), pk=pk)


def get_file(request: HttpRequest, pk: int) -> AgendaFile:
    rows = AgendaFile.objects.filter(item__meeting__in=meetings(request))
    return get_object_or_404(rows.select_related("item__meeting"), pk=pk)


def get_duty(request: HttpRequest, pk: int) -> LegalDuty:
    return get_object_or_404(LegalDuty.objects.visible_to(request.user).select_related("owner"), pk=pk)


def get_decision(request: HttpRequest, pk: int) -> Decision:
    rows = Decision.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("meeting__organiser", "owner", "created_by", "agenda_item"), pk=pk)


def get_action(request: HttpRequest, pk: int) -> ActionItem:
    rows = ActionItem.objects.visible_to(request.user).with_task().select_related("agenda_item", "created_by")
    return get_object_or_404(rows, pk=pk)
