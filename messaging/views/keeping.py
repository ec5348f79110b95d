"""How the viewer keeps a thread in their own list."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs

from .. import services
from ..querysets import USE
from .rows import get_own_row, get_thread

_ACTS: dict[str, Callable[..., Any]] = {
    "sabitle": partial(services.pin, on=True),
    "birak": partial(services.pin, on=False),
    "sustur": partial(services.mute, on=True),
    "ac": partial(services.mute, on=False),
    "arsivle": partial(services.archive, on=True),
    "geri": partial(services.archive, on=False),
}


@require_POST
@needs(USE)
def keep(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Pin, mute or archive; the address says which, so that two clicks at once mean the same."""
    thread = get_thread(request, pk)
    if act not in _ACTS or get_own_row(request, thread) is None:
        raise Http404
    _ACTS[act](thread=thread, by=by(request))
    if act == "arsivle":
        messages.success(request, _("Konuşma arşivlendi."))
    return redirect("messaging:thread_list" if act == "arsivle" else thread)
