"""Looking for words in threads."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.guards import by, needs
from kafkasder.core.lists import is_personal
from kafkasder.core.numbers import whole_number

from ..querysets import USE
from ..search import find, find_in
from ..shown import heading_of
from .rows import get_thread

_LONGEST = 100


@require_http_methods(["GET", "HEAD", "POST"])
@needs(USE)
def search(request: HttpRequest) -> HttpResponse:
    """Show what a text finds in the viewer's threads, or in the one that `konusma` names.

    Not live: a thread that comes or a word that is said anywhere could change it, so that every message would run it
    anew for everybody who ever looked for something. The form is posted, and a number that tells of a person is
    answered at once, so that it stands in no address.
    """
    asked = request.POST if request.method == "POST" else request.GET
    text, after = asked.get("q", "").replace("\x00", "").strip()[:_LONGEST], asked.get("sonra", "")
    thread_pk = whole_number(asked.get("konusma", ""))
    personal = is_personal(text)
    if request.method == "POST" and not personal:
        return HttpResponseRedirect(_address(text, thread_pk, after))
    text = "" if personal and request.method != "POST" else text
    context: dict[str, Any] = {"text": text, "thread": None, "all_url": _address("" if personal else text, None, "")}
    if thread_pk:
        thread = get_thread(request, thread_pk)
        name = heading_of(by(request), thread).name
        context |= {"thread": thread, "name": name, "found": find_in(thread, name, text, after=after)}
    else:
        context["found"] = find(by(request), text, after=after)
    return TemplateResponse(request, "messaging/search.html", context)


def _address(text: str, thread_pk: int | None, after: str) -> str:
    given = {"q": text, "konusma": thread_pk, "sonra": after}
    query = urlencode({key: value for key, value in given.items() if value})
    return reverse("messaging:search") + (f"?{query}" if query else "")
