"""Files of messages."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.crypto import UnreadableValue
from kafkasder.core.files import give_out
from kafkasder.core.saving import UNPROCESSABLE, explaining

from .. import services
from ..querysets import USE
from ..services.attachments import content_of
from .rows import get_attachment, get_thread


@require_POST
@needs(USE)
def attachment_add(request: HttpRequest, pk: int) -> JsonResponse:
    """Take in one file for a message that is still being written."""
    thread, upload = get_thread(request, pk), request.FILES.get("upload")
    if upload is None:
        return JsonResponse({"errors": [""]}, status=UNPROCESSABLE)
    try:
        with explaining():
            file = services.add_attachment(thread=thread, upload=upload, by=by(request))
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=UNPROCESSABLE)
    return JsonResponse({"id": file.pk, "name": file.name, "size": file.size})


@require_safe
@needs(USE)
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a file of a thread that the viewer sees; `?goster=1` shows it in the page if it is a picture."""
    file = get_attachment(request, pk)
    try:
        content = content_of(file)
    except (FileNotFoundError, UnreadableValue):
        raise Http404 from None
    shown = request.GET.get("goster") == "1"
    return give_out(_Opened(content), name=file.name, content_type=file.content_type, shown=shown)


class _Opened(BytesIO):
    """What was decrypted, as `give_out` opens what it gives."""

    def open(self, mode: str = "rb") -> "_Opened":
        return self


@require_POST
@needs(USE)
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    services.remove_attachment(file=get_attachment(request, pk), by=by(request))
    return HttpResponse(status=204)
