"""Finding a person of any kind, to record a request of theirs or to take out their file."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.guards import needs
from kafkasder.core.saving import sent

from ..forms import FindPersonForm
from ..subjects import SUBJECTS, Subject

MOST_OF_A_KIND = 10


@dataclass(frozen=True)
class Hit:
    kind: Subject
    person: Any

    @property
    def detail(self) -> str:
        return self.kind.detail(self.person)


@needs("privacy.view_requests")
def find_person(request: HttpRequest) -> HttpResponse:
    """Look for somebody. Not live: it answers a search that was posted, and shows nothing before."""
    form = FindPersonForm(sent(request))
    hits = _hits(request, form.cleaned_data["q"]) if form.is_valid() else []
    context = {"form": form, "hits": hits, "asked": form.is_bound and form.is_valid()}
    return TemplateResponse(request, "privacy/find_person.html", context)


def _hits(request: HttpRequest, text: str) -> list[Hit]:
    found = []
    for kind in SUBJECTS.for_viewer(request.user):
        rows = kind.prepare(kind.search(kind.visible_to(request.user), text)).order_by(kind.order_by, "pk")
        found += [Hit(kind, row) for row in rows[:MOST_OF_A_KIND]]
    return found
