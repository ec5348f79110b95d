"""What others saved in a record since somebody opened a form of it: live, for the foot of that form.

Each row is asked for by its key alone, so that a change of another row is no cause to look again.
"""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guards import needs
from kafkasder.core.saving import news_page
from kafkasder.live import live_page

from .. import policy, services
from ..forms import DocumentForm, HouseholdForm, PersonForm, SensitiveForm
from ..querysets import sees_all
from .rows import get_document, get_person, households, people, record_of


@require_safe
@needs("beneficiaries.view_household", "beneficiaries.change_household")
@live_page(shared=sees_all)
def household_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    household = get_object_or_404(households(request), pk=pk)
    may_change = policy.can_change_household(request.user, household)
    return news_page(request, HouseholdForm(instance=household), outline, may_change)


@require_safe
@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
@live_page(shared=sees_all)
def person_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    person = get_object_or_404(people(request), pk=pk)
    form = PersonForm(instance=person, household=person.household, is_head=person.is_head)
    return news_page(request, form, outline, policy.can_change_person(request.user, person))


@require_safe
@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
@live_page(shared=sees_all)
def document_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    document = get_document(request, pk)
    may_change = policy.can_change_person(request.user, document.person)
    return news_page(request, DocumentForm(instance=document), outline, may_change)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("beneficiaries.view_beneficiary", "beneficiaries.view_sensitive", "beneficiaries.change_sensitive")
@never_cache
@live_page(shared=sees_all)
def sensitive_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    """Tell which fields changed; what they hold now is told in the answer to a POST, and that is recorded."""
    person = get_person(request, pk)
    may_change = policy.can_change_sensitive(request.user, person)
    if request.method != "POST":
        return news_page(request, SensitiveForm(instance=record_of(person)), outline, may_change)
    may_change.require()
    reason = _("Düzenlerken başkasının değişikliğine bakıldı")
    record = services.open_sensitive(person=person, reason=reason, by=request.user)
    return news_page(request, SensitiveForm(instance=record), outline, may_change, unveiled=True)
