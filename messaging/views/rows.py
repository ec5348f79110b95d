"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from .. import policy
from ..models import Attachment, Message, Thread, ThreadMember


def get_thread(request: HttpRequest, pk: int) -> Thread:
    """Return a thread within the viewer's sight: asked by its key, so what others write elsewhere wakes no page."""
    thread = get_object_or_404(Thread, pk=pk)
    if not policy.sees(request.user, thread):
        raise Http404
    return thread


def get_own_row(request: HttpRequest, thread: Thread) -> ThreadMember | None:
    """Return how the viewer keeps a thread; None if they only read it, as that of a record."""
    return ThreadMember.objects.of(request.user).filter(thread=thread).first()


def get_message(request: HttpRequest, pk: int) -> Message:
    message = get_object_or_404(Message.objects.select_related("thread"), pk=pk)
    if not policy.sees(request.user, message.thread):
        raise Http404
    return message


def get_attachment(request: HttpRequest, pk: int) -> Attachment:
    """Return a file of a thread that the viewer sees; one that was not sent is its owner's alone."""
    file = get_object_or_404(Attachment.objects.select_related("thread"), pk=pk)
    is_own = file.added_by_id == request.user.pk
    if not policy.sees(request.user, file.thread) or (file.message_id is None and not is_own):
        raise Http404
    return file
