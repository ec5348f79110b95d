"""Who was there, marked one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.guards import by, needs

from .. import services
from ..choices import Attendance
from .rows import get_participant

_MARKS = {
    "katildi": Attendance.PRESENT,
    "mazeretli": Attendance.EXCUSED,
    "katilmadi": Attendance.ABSENT,
    "belirsiz": Attendance.UNKNOWN,
}


@require_POST
@needs("meetings.view_meetings", "meetings.manage_meetings")
def attendance(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Mark somebody; the address says as what, so that two clicks at once mean the same."""
    if mark not in _MARKS:
        raise Http404
    participant = get_participant(request, pk)
    services.mark_attendance(participant=participant, attendance=_MARKS[mark], by=by(request))
    return redirect(f"{participant.meeting.get_absolute_url()}#live-people")
