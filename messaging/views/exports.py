"""Taking a thread away as a file."""

import tempfile

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from accounts.services.disclosures import record_export
from kafkasder.core.lists import Export

from .. import policy
from ..models import Thread
from ..querysets import USE
from ..transcript import write_transcript
from .rows import get_thread


@require_POST
@needs(USE)
def thread_export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give out a thread of the viewer's sight as a text, which the trail tells of as an export."""
    thread, user = get_thread(request, pk), by(request)
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    count = write_transcript(file, thread, user)
    if not policy.sees(user, thread):  # writing took its time
        file.close()
        raise Http404
    reason = _("Konuşma dökümü")
    record_export(Thread, rows=count, fields=[], address=request.path, reason=reason, by=user, row=thread)
    name = f"konusma-{thread.pk}-{timezone.localdate().isoformat()}.txt"
    return Export(file, name, "text/plain; charset=utf-8", count).response(request)
