"""Files of messages."""

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.apart import PREVIEW_TYPE
from kafkasder.core.crypto import UnreadableValue
from kafkasder.core.files import give_out
from kafkasder.core.saving import UNPROCESSABLE

from .. import services
from ..models import Attachment
from ..querysets import USE
from ..services.attachment_files import CONTENT, PREVIEW, open_anew
from .own_tab import from_own_tab
from .rows import get_attachment, get_thread


@require_POST
@needs(USE)
@from_own_tab
def attachment_add(request: HttpRequest, pk: int) -> JsonResponse:
    """Take in one file for a message that is still being written."""
    thread, upload = get_thread(request, pk), request.FILES.get("upload")
    if upload is None:
        return JsonResponse({"errors": [_("Dosya gelmedi.")]}, status=UNPROCESSABLE)
    try:
        file = services.add_attachment(thread=thread, upload=upload, by=by(request))
    except ValidationError as refusal:
        return JsonResponse({"errors": refusal.messages}, status=UNPROCESSABLE)
    told: dict[str, Any] = {"id": file.pk, "name": file.name, "size": file.size, "preview": file.get_preview_url()}
    return JsonResponse(told | {"width": file.preview_width, "height": file.preview_height})


@require_safe
@needs(USE)
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out a file of a thread that the viewer sees.

    `?kucuk=1` gives the small picture of it; `?goster=1` shows it in the page if it is a picture.
    """
    file = get_attachment(request, pk)
    if request.GET.get("kucuk") == "1":
        return _picture(request, file, PREVIEW, PREVIEW_TYPE)
    if request.GET.get("goster") == "1" and file.is_picture:
        return _picture(request, file, CONTENT, file.content_type)
    return _given(file, CONTENT, file.content_type, shown=False)


@require_POST
@needs(USE)
@from_own_tab
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    services.remove_attachment(file=get_attachment(request, pk), by=by(request))
    return HttpResponse(status=204)


def _picture(request: HttpRequest, file: Attachment, part: str, content_type: str) -> HttpResponseBase:
    """Give out what pages show. A browser keeps it, and asks each time whether its person may still see it."""
    etag = f'"{sha256(f"{file.key}{part}".encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": etag}
    asked: Any = get_conditional_response(request, etag=etag, response=HttpResponse(headers=headers))
    if asked.status_code != 200:
        return asked  # type: ignore[no-any-return]
    answer = _given(file, part, content_type, shown=True)
    answer["Cache-Control"], answer["ETag"] = headers["Cache-Control"], etag
    return answer


def _given(file: Attachment, part: str, content_type: str, *, shown: bool) -> HttpResponseBase:
    """Answer with what was decrypted, piece by piece as it is read."""
    try:
        opened = _Openable(open_anew(file, part))
    except (FileNotFoundError, UnreadableValue):
        raise Http404 from None
    answer = give_out(opened, name=file.name, content_type=content_type, shown=shown)
    answer["Content-Encoding"] = "identity"  # these are packed already, and a browser is to know how much comes
    if part == CONTENT:
        answer["Content-Length"] = str(file.size)
    return answer


class _Openable:
    """What is open already, as `give_out` opens what it gives."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def open(self, mode: str) -> Any:
        return self._opened
