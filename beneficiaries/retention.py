"""How the registry forgets: households whose file was closed long ago are anonymised in place, with their people.

What remains can tell nobody: province and district, categories, amounts, the band of years in which somebody was born.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.audit.redacting import deleted_rows
from notifications.services import forget_about
from privacy.forgotten import FORGOTTEN
from privacy.retention import KINDS, RetentionKind, Traces
from tasks.privacy import closed_about

from . import references
from .case_privacy import forget_case_of_household, forget_case_of_person
from .choices import NoIdentityReason
from .models import Beneficiary, BudgetLine, Household, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from .states import HouseholdStatus, PersonStatus

HOUSEHOLD, PERSON = "household", "beneficiary"
YEARS_IN_A_BAND = 5
_FIVE_YEARS = 60


def register() -> None:
    KINDS.add(
        RetentionKind(
            key=HOUSEHOLD,
            label=_("Arşivdeki haneler ve kişileri"),
            months=_FIVE_YEARS,
            basis=_("Son işlemden sonra 5 yıl (önerilen politika; yönetim kararıyla değiştirin)"),
            model=Household,
            name="file_number",
            due=_households_due,
            forget=_forget_household,
            along=_with_a_household,
            order=10,
        )
    )
    KINDS.add(
        RetentionKind(
            key=PERSON,
            label=_("Açık hanelerdeki arşivlenmiş kişiler"),
            months=_FIVE_YEARS,
            basis=_("Son işlemden sonra 5 yıl (önerilen politika; yönetim kararıyla değiştirin)"),
            model=Beneficiary,
            name="full_name",
            due=_people_due,
            forget=_forget_person,
            along=closed_about,
            order=20,
        )
    )


def _households_due(before: datetime) -> QuerySet[Any]:
    """Archived households in which nothing was changed since, neither in themselves nor in any member."""
    touched = Beneficiary.objects.filter(household=OuterRef("pk"), updated_at__gte=before)
    moved = HouseholdMove.objects.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")), created_at__gte=before)
    archived = Household.objects.filter(
        status=HouseholdStatus.ARCHIVED, updated_at__lt=before, destroyed_at__isnull=True
    )
    return archived.filter(~Exists(touched), ~Exists(moved))


def _with_a_household(household: Household) -> Iterable[tuple[str, Any]]:
    """Its people go with a household, and what was done for any of them."""
    members = list(household.members.order_by("pk"))
    tasks = [pair for row in (household, *members) for pair in closed_about(row)]
    return [*((PERSON, person) for person in members), *tasks]


def _people_due(before: datetime) -> QuerySet[Any]:
    """Archived people of households that stay."""
    archived = Beneficiary.objects.filter(
        status=PersonStatus.ARCHIVED, updated_at__lt=before, destroyed_at__isnull=True
    )
    return archived.exclude(household__status=HouseholdStatus.ARCHIVED)


def _forget_household(household: Household) -> Traces:
    changes = StateChange.objects.filter(household=household)
    traces = {
        Household._meta.db_table: [household.pk],
        BudgetLine._meta.db_table: _keys_ever(household.budget_lines.all(), "household_id", household.pk),
        StateChange._meta.db_table: _keys(changes),
    }
    _blank(
        household,
        "status_reason",
        "neighbourhood",
        "address",
        "phone",
        "reference_name",
        "reference_phone",
        "reference_relation",
        "notes",
    )
    household.assigned_to = None
    household.status = HouseholdStatus.ARCHIVED  # also where a backup brought it back in another state
    household.destroyed_at = household.destroyed_at or timezone.now()
    household.save()
    household.budget_lines.exclude(note="").update(note="")
    _blank_reasons(changes)
    forget_about(kind=references.HOUSEHOLD, pk=household.pk)
    return traces | forget_case_of_household(household)


def _forget_person(person: Beneficiary) -> Traces:
    changes, moves = StateChange.objects.filter(person=person), HouseholdMove.objects.filter(person=person)
    documents = IdentityDocument.objects.filter(person=person)
    traces = {
        Beneficiary._meta.db_table: [person.pk],
        SensitiveRecord._meta.db_table: [person.pk],
        IdentityDocument._meta.db_table: _keys_ever(documents, "person_id", person.pk),
        StateChange._meta.db_table: _keys(changes),
        HouseholdMove._meta.db_table: _keys(moves),
    }
    documents.delete()
    SensitiveRecord.objects.filter(person=person).delete()
    _anonymise(person)
    _blank_reasons(changes)
    moves.exclude(reason="").update(reason="")
    forget_about(kind=references.PERSON, pk=person.pk)
    return traces | forget_case_of_person(person)


def _anonymise(person: Beneficiary) -> None:
    person.first_name, _sign, person.last_name = FORGOTTEN.partition(" ")
    _blank(
        person,
        "father_name",
        "mother_name",
        "previous_last_name",
        "status_reason",
        "identity_number",
        "nationality",
        "legal_status",
        "occupation",
        "phone",
        "email",
    )
    person.no_identity_reason = NoIdentityReason.UNKNOWN
    person.birth_date = None
    if person.birth_year:
        person.birth_year -= person.birth_year % YEARS_IN_A_BAND
    person.status = PersonStatus.ARCHIVED
    person.destroyed_at = person.destroyed_at or timezone.now()
    person.save()


def _blank(row: Any, *names: str) -> None:
    for name in names:
        setattr(row, name, "")


def _blank_reasons(changes: QuerySet[StateChange]) -> None:
    changes.exclude(reason="", previous_reason="").update(reason="", previous_reason="")


def _keys(rows: Any) -> Iterable[Any]:
    return list(rows.values_list("pk", flat=True))


def _keys_ever(rows: Any, column: str, owner: int) -> Iterable[Any]:
    """Return the keys of these rows and of those that were deleted earlier: the trail tells of them too."""
    return [*_keys(rows), *deleted_rows(rows.model._meta.db_table, column, owner)]
