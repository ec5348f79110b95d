"""A person's identity documents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import changed, done, record_page, sent, tell_saved

from .. import policy, services
from ..forms import DocumentForm
from .rows import get_document, get_person


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def document_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_change_person(request.user, person).require()
    form = DocumentForm(sent(request))
    form.instance.person = person
    if form.is_valid() and done(form, services.save_document, document=form.instance, by=by(request)):
        messages.success(request, _("Kimlik belgesi eklendi."))
        return redirect(person)
    return record_page(request, "beneficiaries:document", form, cancel=person.get_absolute_url(), person=person)


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(request, pk)
    policy.can_change_person(request.user, document.person).require()
    form = DocumentForm(sent(request), instance=document)
    if form.is_valid() and changed(
        form, document, by(request), lambda row: services.save_document(document=row, by=by(request))
    ):
        return tell_saved(request, form, document.person)
    back = document.person.get_absolute_url()
    return record_page(request, "beneficiaries:document", form, document, cancel=back, person=document.person)
