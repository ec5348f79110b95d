"""What is masked and what is kept apart: shown in the answer to a POST that says why, and never by a GET.

Nothing here is live or has its values in an address: what was asked for once is gone with the page.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.locks import lock
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import Refused, done, form_page, merge, record_page, saving, sent, tell_saved

from .. import policy, services
from ..forms import SensitiveForm
from ..models import Beneficiary, SensitiveRecord
from .rows import get_account, get_document, get_household, get_person, record_of


@needs("beneficiaries.view_beneficiary", "beneficiaries.reveal_identity")
@never_cache
def person_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    person = get_person(request, pk)
    return reveal_page(request, person, field, person.get_absolute_url())


@needs("beneficiaries.view_household", "beneficiaries.reveal_identity")
@never_cache
def household_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    household = get_household(request, pk)
    return reveal_page(request, household, field, household.get_absolute_url())


@needs("beneficiaries.view_beneficiary", "beneficiaries.reveal_identity")
@never_cache
def document_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(request, pk)
    return reveal_page(request, document, "number", document.person.get_absolute_url())


@needs("beneficiaries.view_bank_accounts", "beneficiaries.reveal_identity")
@never_cache
def account_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    return reveal_page(request, account, "iban", account.get_absolute_url())


def reveal_page(request: HttpRequest, row: Any, field: str, back: str) -> HttpResponse:
    """Ask why a masked value is to be seen, and show it in the answer."""
    if field not in services.REVEALABLE[type(row)]:
        raise Http404
    context = {"row": row, "label": row._meta.get_field(field).verbose_name, "back": back, "shown": None}
    form = ReasonForm(sent(request))
    if form.is_valid():
        context["shown"] = done(form, services.reveal, row=row, field=field, by=by(request), **form.cleaned_data)
    return form_page(request, "beneficiaries/reveal.html", form, **context)


@needs("beneficiaries.view_beneficiary", "beneficiaries.view_sensitive")
@never_cache
def sensitive_detail(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    form = ReasonForm(sent(request))
    record = None
    if form.is_valid():
        record = done(form, services.open_sensitive, person=person, by=by(request), **form.cleaned_data)
    context = {
        "person": person,
        "record": record,
        "facts": _facts(record) if record else [],
        "may_change": policy.can_change_sensitive(request.user, person).allowed,
    }
    return form_page(request, "beneficiaries/sensitive_detail.html", form, **context)


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
        record = services.open_sensitive(person=person, reason=_("Düzenlemek için açıldı"), by=by(request))
        form = SensitiveForm(instance=record)
    else:
        record = record_of(person)
        form = SensitiveForm(request.POST, instance=record)
        if form.is_valid() and _save(request, form, person):
            return tell_saved(request, form, person)
    back = person.get_absolute_url()
    return record_page(request, "beneficiaries:sensitive", form, record, cancel=back, person=person)


def _save(request: HttpRequest, form: SensitiveForm, person: Beneficiary) -> bool:
    try:
        with saving(form):
            locked = lock(person, by(request))  # the record may not exist yet; its person does
            record = record_of(locked)
            merge(form, record)
            services.save_sensitive(record=record, by=by(request))
    except Refused:
        return False
    return True
