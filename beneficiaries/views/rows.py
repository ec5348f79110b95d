"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Beneficiary, Household, IdentityDocument, SensitiveRecord
from ..querysets import BeneficiaryQuerySet, HouseholdQuerySet


def households(request: HttpRequest) -> HouseholdQuerySet:
    return Household.objects.visible_to(request.user)


def people(request: HttpRequest) -> BeneficiaryQuerySet:
    return Beneficiary.objects.visible_to(request.user)


def get_household(request: HttpRequest, pk: int) -> Household:
    related = ("head", "province", "district", "assigned_to")
    return get_object_or_404(households(request).select_related(*related), pk=pk)


def get_person(request: HttpRequest, pk: int) -> Beneficiary:
    return get_object_or_404(people(request).select_related("household"), pk=pk)


def get_document(request: HttpRequest, pk: int) -> IdentityDocument:
    documents = IdentityDocument.objects.filter(person__in=people(request))
    return get_object_or_404(documents.select_related("person__household"), pk=pk)


def record_of(person: Beneficiary) -> SensitiveRecord:
    """Return a person's sensitive record, a new one if there is none yet."""
    return SensitiveRecord.objects.filter(person=person).first() or SensitiveRecord(person=person)
