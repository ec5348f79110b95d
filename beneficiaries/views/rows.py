"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import (
    BankAccount,
    Beneficiary,
    CaseNote,
    Household,
    IdentityDocument,
    Paper,
    PaperVersion,
    Referral,
    SensitiveRecord,
)
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


def get_account(request: HttpRequest, pk: int) -> BankAccount:
    accounts = BankAccount.objects.visible_to(request.user)
    return get_object_or_404(accounts.select_related("household", "person"), pk=pk)


def get_paper(request: HttpRequest, pk: int) -> Paper:
    papers = Paper.objects.visible_to(request.user)
    return get_object_or_404(papers.select_related("household", "person", "added_by"), pk=pk)


def get_version(request: HttpRequest, pk: int) -> PaperVersion:
    versions = PaperVersion.objects.filter(paper__in=Paper.objects.visible_to(request.user))
    return get_object_or_404(versions.select_related("paper__household"), pk=pk)


def get_note(request: HttpRequest, pk: int) -> CaseNote:
    return get_object_or_404(CaseNote.objects.visible_to(request.user).select_related("household"), pk=pk)


def get_referral(request: HttpRequest, pk: int) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).select_related("person"), pk=pk)


def record_of(person: Beneficiary) -> SensitiveRecord:
    """Return a person's sensitive record, a new one if there is none yet."""
    return SensitiveRecord.objects.filter(person=person).first() or SensitiveRecord(person=person)
