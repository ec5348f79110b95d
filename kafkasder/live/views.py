"""Live pages over HTTP: fragments for browsers without a socket, and the admins' view of the hub."""

from hashlib import blake2b

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required, permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from kafkasder.core.automatic import automatic

from .admission import unmet_by
from .conf import realtime
from .hub import hubs
from .pages import Fragments, Gone, PageKey, render, to_json
from .readset import snapshot
from .standing import standing_of

STATUS_OF_GONE = {"denied": 403, "missing": 404, "moved": 410, "not-live": 400}


@automatic
@login_not_required  # a script asks: it understands 401, not the sign-in page
@require_safe
def fragments(request: HttpRequest) -> HttpResponse:
    """The fragments of a live URL as they are now, by the same code that serves sockets."""
    if not request.user.is_authenticated or unmet_by(request):
        return JsonResponse({"why": "signed-out"}, status=401)
    language = translation.get_language() or settings.LANGUAGE_CODE
    try:
        with snapshot():
            standing = standing_of(request.user)
            parts = render(PageKey.of(request.GET.get("url", ""), standing, language), standing)
    except Gone as gone:
        return JsonResponse({"why": gone.why}, status=STATUS_OF_GONE[gone.why])
    return _tagged(request, parts)


def _tagged(request: HttpRequest, parts: Fragments) -> HttpResponse:
    tag = '"' + blake2b("".join(part.digest for part in parts.values()).encode(), digest_size=8).hexdigest() + '"'
    response = HttpResponse(to_json(parts), content_type="application/json", headers={"ETag": tag})
    patch_cache_control(response, private=True, no_store=True)  # the script keeps the tag
    # Not a plain comparison: the tag of an answer that was compressed comes back as a weak one.
    return get_conditional_response(request, etag=tag, response=response) or response


@automatic  # it asks anew by itself
@login_required
@permission_required("accounts.view_live", raise_exception=True)
def board(request: HttpRequest) -> TemplateResponse:
    """What the hub of this process is doing.

    Not a live page itself: it shows the memory of one process, which no database change announces. It asks anew
    every few seconds instead.
    """
    pages = [page for hub in hubs() for page in list(hub.pages.values())]
    context = {
        "hubs": [(hub, hub.totals) for hub in hubs()],
        "pages": sorted(pages, key=lambda page: (-len(page.watches), page.label)),
        "realtime": realtime(),
    }
    return TemplateResponse(request, "live/board.html", context)
