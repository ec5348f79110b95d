"""Rows of this room for tests."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from beneficiaries.models import Beneficiary, Household
from privacy.models import Breach, ConcernedPerson, DataRequest, DestructionProposal, NoticeDelivery, NoticeVersion
from privacy.services import breaches, notices, requests, retention
from privacy.subjects import SUBJECTS

from ..factories import make_household, make_person, make_user

LONG_AGO = timezone.now() - timedelta(days=6 * 366)


def make_notice(by: User | None = None, **fields: Any) -> NoticeVersion:
    fields.setdefault("audience", "beneficiary")
    fields.setdefault("text", "Verileriniz şunun için işlenir.")
    return notices.write_notice(version=NoticeVersion(**fields), by=by or make_user("admin"))


def deliver(version: NoticeVersion, *people: Any, by: User | None = None, **fields: Any) -> int:
    kind = next(each for each in SUBJECTS.values() if each.audience == version.audience)
    keys = [person.pk for person in people]
    delivery = NoticeDelivery(version=version, **fields)
    return notices.record_delivery(kind=kind, people=keys, delivery=delivery, by=by or make_user("admin"))


def make_request(by: User | None = None, **fields: Any) -> DataRequest:
    fields = {"kind": "access", "channel": "petition"} | fields
    if "subject_pk" not in fields:
        fields.setdefault("applicant", "Fatma Yılmaz")
    return requests.record_request(request=DataRequest(**fields), by=by or make_user("admin"))


def make_proposal() -> DestructionProposal:
    """Make a proposal that names one household whose time is over; an earlier one is dropped for it."""
    for earlier in DestructionProposal.objects.filter(state="open"):
        retention.cancel(proposal=earlier, reason="Yenisi için", by=make_user("admin"))
    household = make_household(head={}, status="archived")
    Household.objects.filter(pk=household.pk).update(updated_at=LONG_AGO)
    Beneficiary.objects.filter(household=household).update(updated_at=LONG_AGO)
    proposal = retention.propose(by=make_user("admin"))
    assert proposal
    proposal.candidates.exclude(row_pk=household.pk).delete()
    return proposal


def make_breach(by: User | None = None, **fields: Any) -> Breach:
    fields = {"title": "Kayıp dizüstü", "description": "Otobüste unutuldu", "learned_at": timezone.now()} | fields
    return breaches.save_breach(breach=Breach(**fields), by=by or make_user("admin"))


def make_concerned(breach: Breach | None = None) -> ConcernedPerson:
    breach, person = breach or make_breach(), make_person()
    kind = SUBJECTS["beneficiary"]
    breaches.add_people(breach=breach, kind=kind, people=[person.pk], why="Kayıp dizüstü", by=make_user("admin"))
    return breach.people.get(subject_pk=person.pk)
