"""Registering households and people, and moving people between households."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..choices import Relation
from ..models import Beneficiary, Household, HouseholdMove
from ..states import HouseholdStatus, PersonStatus
from .accounts import accounts_move_along
from .numbers import take_file_numbers
from .papers import papers_move_along


@transaction.atomic
def register_household(*, household: Household, head: Beneficiary | None = None, by: Any) -> Household:
    """Store a new household under the next file number, with its head if one is given."""
    policy.can_register_household(by).require()
    household.file_number = take_file_numbers()[0]
    household.save(force_insert=True)
    if head is not None:
        policy.can_add_member(by, household).require()
        head.household, head.relation = household, Relation.SELF
        head.save()
        _make_head(household, head)
    return household


@transaction.atomic
def save_household(*, household: Household, by: Any) -> Household:
    """Store changed facts of a household; its state and its head have services of their own."""
    policy.can_change_household(by, household).require()
    household.save()
    return household


@transaction.atomic
def save_person(*, person: Beneficiary, by: Any) -> Beneficiary:
    """Store a new person, or changed facts of one; state and household have services of their own."""
    if person.pk is None:
        household = lock(person.household, by)
        policy.can_add_member(by, household).require()
    else:
        policy.can_change_person(by, person).require()
    person.save()
    return person


@transaction.atomic
def choose_head(
    *, household: Household, person: Beneficiary, by: Any, former_relation: str = Relation.OTHER
) -> Household:
    """Make a member the head of their household; the former head gets `former_relation`."""
    household = lock(household, by)
    policy.can_change_household(by, household).require()
    _make_head(household, Beneficiary.objects.select_for_update().get(pk=person.pk), former_relation)
    return household


def _make_head(household: Household, person: Beneficiary, former_relation: str = Relation.OTHER) -> None:
    if person.household_id != household.pk:
        raise ValidationError(_("Hane reisi, hanenin bir üyesi olmalıdır."), code="head_not_member")
    if person.status != PersonStatus.ACTIVE:
        raise ValidationError(_("Hane reisi aktif bir kişi olmalıdır."), code="head_not_active")
    Beneficiary.objects.filter(household=household, relation=Relation.SELF).exclude(pk=person.pk).update(
        relation=former_relation
    )
    if person.relation != Relation.SELF:
        person.relation = Relation.SELF
        person.save(update_fields=["relation", "updated_at"])
    if household.head_id != person.pk:
        household.head = person
        household.save(update_fields=["head", "updated_at"])


@transaction.atomic
def move_person(
    *,
    person: Beneficiary,
    target: Household,
    moved_on: date,
    by: Any,
    reason: str = "",
    relation: str = Relation.OTHER,
    new_head: Beneficiary | None = None,
) -> HouseholdMove:
    """Move a person to another household and keep the move. A head who leaves others behind needs a successor."""
    households = _locked_pair(person, target)
    person = lock(person, by)
    if person.household_id not in households:
        raise ValidationError(_("Bu arada başka biri kişiyi taşıdı; sayfayı yenileyin."), code="changed_meanwhile")
    source, target = households[person.household_id], lock(target, by)
    policy.can_move_person(by, person).require()
    if source == target:
        raise ValidationError({"target": _("Kişi zaten bu hanede.")}, code="same_household")
    if target.status == HouseholdStatus.ARCHIVED:
        raise ValidationError({"target": _("Arşivdeki haneye taşınamaz.")}, code="archived_household")
    if source.head_id == person.pk:
        _hand_over(source, person, new_head)
    person.household, person.relation = target, relation
    person.save(update_fields=["household", "relation", "updated_at"])
    accounts_move_along(person, target)
    papers_move_along(person, target)
    if target.head_id is None:
        _make_head(target, person)
    return HouseholdMove.objects.create(
        person=person, source=source, target=target, moved_on=moved_on, reason=reason, by=by
    )


def _locked_pair(person: Beneficiary, target: Household) -> dict[int, Household]:
    """Lock both households in the order of their keys, so that two opposite moves cannot wait for each other."""
    keys = {person.household_id, target.pk}
    return {each.pk: each for each in Household.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _hand_over(source: Household, leaving: Beneficiary, new_head: Beneficiary | None) -> None:
    remaining = Beneficiary.objects.filter(household=source, status=PersonStatus.ACTIVE).exclude(pk=leaving.pk)
    if not remaining.exists():
        source.head = None
        source.save(update_fields=["head", "updated_at"])
    elif new_head is None or not remaining.filter(pk=new_head.pk).exists():
        raise ValidationError(
            {"new_head": _("Giden kişi hane reisi; yeni hane reisini seçin.")}, code="new_head_required"
        )
    else:
        _make_head(source, remaining.select_for_update().get(pk=new_head.pk))
