"""The lists of the room, and the files of what they show."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.exports import export_list
from accounts.guards import needs
from kafkasder.live import live_page

from ..lists import MEETINGS
from ..querysets import sees_all


@needs("meetings.view_meetings")
@MEETINGS.personal
@live_page(shared=sees_all)
def meeting_list(request: HttpRequest) -> HttpResponseBase:
    return MEETINGS.respond(request, "meetings/meeting_list.html")


@require_POST
@needs("meetings.view_meetings", "meetings.export_meetings")
def meeting_export(request: HttpRequest) -> HttpResponseBase:
    return export_list(request, MEETINGS, "meetings:meeting_list")
