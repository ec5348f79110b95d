"""What is masked and what is kept apart: shown in the answer to a POST that says why, and never by a GET.

Nothing here is live or has its values in an address: what was asked for once is gone with the page.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.guards import needs
from kafkasder.core.saving import Refused, form_page, merge, saving, sent

from .. import policy, services
from ..forms import ReasonForm, SensitiveForm
from ..models import Beneficiary, SensitiveRecord
from .households import tell_saved
from .rows import get_document, get_household, get_person, lock, record_of


@needs("beneficiaries.view_beneficiary", "beneficiaries.reveal_identity")
@never_cache
def person_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    person = get_person(request, pk)
    return _reveal(request, person, field, person.get_absolute_url())


@needs("beneficiaries.view_household", "beneficiaries.reveal_identity")
@never_cache
def household_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    household = get_household(request, pk)
    return _reveal(request, household, field, household.get_absolute_url())


@needs("beneficiaries.view_beneficiary", "beneficiaries.reveal_identity")
@never_cache
def document_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(request, pk)
    return _reveal(request, document, "number", document.person.get_absolute_url())


def _reveal(request: HttpRequest, row: Any, field: str, back: str) -> HttpResponse:
    if field not in services.REVEALABLE[type(row)]:
        raise Http404
    context = {"row": row, "label": row._meta.get_field(field).verbose_name, "back": back, "shown": None}
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            with saving(form):
                context["shown"] = services.reveal(
                    row=row, field=field, reason=form.cleaned_data["reason"], by=request.user
                )
        except Refused:
            pass
    return form_page(request, "beneficiaries/reveal.html", form, **context)


@needs("beneficiaries.view_beneficiary", "beneficiaries.view_sensitive")
@never_cache
def sensitive_detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    form = ReasonForm(sent(request))
    record = _opened(request, form, person) if request.method == "POST" and form.is_valid() else None
    context = {
        "person": person,
        "record": record,
        "facts": _facts(record) if record else [],
        "may_change": policy.can_change_sensitive(request.user, person).allowed,
    }
    return form_page(request, "beneficiaries/sensitive_detail.html", form, **context)


def _opened(request: HttpRequest, form: ReasonForm, person: Beneficiary) -> SensitiveRecord | None:
    try:
        with saving(form):
            return services.open_sensitive(person=person, reason=form.cleaned_data["reason"], by=request.user)
    except Refused:
        return None


def _facts(record: SensitiveRecord) -> list[tuple[str, str]]:
    form = SensitiveForm(instance=record)
    return [(str(form.fields[name].label), form.in_words(name, getattr(record, name))) for name in form.Meta.fields]


@require_POST
@needs("beneficiaries.view_beneficiary", "beneficiaries.view_sensitive", "beneficiaries.change_sensitive")
@never_cache
@sensitive_post_parameters()
def sensitive_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the form, which shows what is kept and is therefore recorded, or save it."""
    person = get_person(request, pk)
    policy.can_change_sensitive(request.user, person).require()
    if "stamp" not in request.POST:
        record = services.open_sensitive(person=person, reason=_("Düzenlemek için açıldı"), by=request.user)
        form = SensitiveForm(instance=record)
        return TemplateResponse(request, "beneficiaries/sensitive_form.html", {"form": form, "person": person})
    form = SensitiveForm(request.POST, instance=record_of(person))
    if form.is_valid() and _save(request, form, person):
        tell_saved(request, form)
        return redirect(person)
    return form_page(request, "beneficiaries/sensitive_form.html", form, person=person)


def _save(request: HttpRequest, form: SensitiveForm, person: Beneficiary) -> bool:
    try:
        with saving(form, SensitiveRecord):
            locked = lock(person)  # the record may not exist yet; its person does
            record = record_of(locked)
            merge(form, record)
            services.save_sensitive(record=record, by=request.user)
    except Refused:
        return False
    return True
