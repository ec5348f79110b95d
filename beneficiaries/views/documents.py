"""A person's identity documents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import needs
from kafkasder.core.saving import Refused, form_page, merge, saving, sent

from .. import policy, services
from ..forms import DocumentForm
from ..models import IdentityDocument
from .households import tell_saved
from .rows import get_document, get_person, lock


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def document_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_change_person(request.user, person).require()
    form = DocumentForm(sent(request))
    if request.method == "POST" and form.is_valid():
        form.instance.person = person
        services.save_document(document=form.instance, by=request.user)
        messages.success(request, _("Kimlik belgesi eklendi."))
        return redirect(person)
    return form_page(request, "beneficiaries/document_form.html", form, person=person)


@needs("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary")
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(request, pk)
    policy.can_change_person(request.user, document.person).require()
    form = DocumentForm(sent(request), instance=document)
    if request.method == "POST" and form.is_valid() and _save(request, form, document):
        tell_saved(request, form)
        return redirect(document.person)
    return form_page(request, "beneficiaries/document_form.html", form, person=document.person, document=document)


def _save(request: HttpRequest, form: DocumentForm, document: IdentityDocument) -> bool:
    try:
        with saving(form, IdentityDocument):
            row = lock(document)
            merge(form, row)
            services.save_document(document=row, by=request.user)
    except Refused:
        return False
    return True
