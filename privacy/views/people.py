"""Finding a person of any kind, to record a request of theirs or to take out their file."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import done, form_page, sent

from ..forms import FindPersonForm
from ..services.export import export_person
from ..subjects import SUBJECTS, Subject
from .rows import get_subject

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
    asked = form.is_bound and form.is_valid()
    context = {"form": form, "hits": hits, "asked": asked, "most": MOST_OF_A_KIND}
    return TemplateResponse(request, "privacy/find_person.html", context)


def _hits(request: HttpRequest, text: str) -> list[Hit]:
    found = []
    for kind in SUBJECTS.for_viewer(request.user):
        rows = kind.prepare(kind.search(kind.visible_to(request.user), text)).order_by(kind.order_by, "pk")
        found += [Hit(kind, row) for row in rows[:MOST_OF_A_KIND]]
    return found


@needs("privacy.view_requests", "privacy.export_subject", recently=True)
@never_cache
def person_export(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Ask for the reason, and answer it with the file about one person. Not live: it shows nothing of the person."""
    subject, person = get_subject(request, kind, pk)
    form = ReasonForm(sent(request))
    if form.is_valid() and (
        file := done(form, export_person, kind=subject, person=person, by=by(request), **form.cleaned_data)
    ):
        return file.response(request)
    return form_page(request, "privacy/export_form.html", form, person=person)
