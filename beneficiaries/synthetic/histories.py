"""What has happened to drawn families in the past year: their files' ways through the states, moves, health notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from ..choices import Category, DisabilityGroup, DocumentKind, HealthFlag, LegalStatus, Relation
from ..models import Beneficiary, Household, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from ..services import Family
from ..states import HOUSEHOLD_STATES, PERSON_STATES, HouseholdStatus, PersonStatus

H, P = HouseholdStatus, PersonStatus
_WAYS: dict[tuple[tuple[str, str], ...], int] = {
    (): 5,
    ((H.PENDING, ""),): 9,
    ((H.PENDING, ""), (H.ACTIVE, "")): 68,
    ((H.PENDING, ""), (H.DRAFT, "Gelir belgesi eksik."), (H.PENDING, "")): 3,
    ((H.PENDING, ""), (H.ACTIVE, ""), (H.SUSPENDED, "Adreste bulunamadı.")): 5,
    ((H.PENDING, ""), (H.ACTIVE, ""), (H.SUSPENDED, "Telefonla ulaşılamadı."), (H.ACTIVE, "")): 3,
    ((H.PENDING, ""), (H.ACTIVE, ""), (H.PASSIVE, "Hane reisi düzenli işe girdi.")): 5,
    ((H.PENDING, ""), (H.ACTIVE, ""), (H.MOVED, "Başka ile taşındılar.")): 2,
    ((H.PENDING, ""), (H.ACTIVE, ""), (H.PASSIVE, "Desteğe gerek kalmadı."), (H.ARCHIVED, "Dosya kapandı.")): 1,
}
_REASONS_TO_MOVE = ("Evlendi.", "Babaannesinin yanına yerleşti.", "İş için taşındı.", "Ailesinin yanına döndü.")


@dataclass(frozen=True)
class Histories:
    """Draws what happened between a family's registration and `now`, by the hands of `staff`."""

    random: Random
    now: datetime
    staff: Sequence[Any]

    def household(self, household: Household) -> list[StateChange]:
        """Lead a household from its draft along one of the usual ways and return the changes of state."""
        (way,) = self.random.choices(list(_WAYS), list(_WAYS.values()))
        return self._lead(household, H.DRAFT, way, HOUSEHOLD_STATES)

    def person(self, person: Beneficiary) -> list[StateChange]:
        """A few of the very old have died since."""
        if person.relation == Relation.SELF or not person.birth_year or self.now.year - person.birth_year < 70:
            return []
        return self._lead(person, P.ACTIVE, ((P.DECEASED, "Ailesi bildirdi."),), PERSON_STATES)

    def _lead(self, row: Any, start: str, way: Sequence[tuple[str, str]], machine: Any) -> list[StateChange]:
        changes = []
        row.status, at = start, row.created_at
        for target, reason in way:
            machine.require(row.status, target, reason)
            at = self.moment_after(at)
            subject = {"household": row} if isinstance(row, Household) else {"person": row}
            changes.append(
                StateChange(
                    **subject,
                    source=row.status,
                    target=target,
                    reason=reason,
                    previous_reason=row.status_reason,
                    by=self.random.choice(self.staff),
                    created_at=at,
                )
            )
            row.status, row.status_reason, row.updated_at = target, reason, at
        return changes

    def moves(self, families: Sequence[Family], count: int) -> Iterator[HouseholdMove]:
        """Let some members of the families have come from another household."""
        open_families = [family for family in families if family.household.status == H.ACTIVE]
        arrivals = [family for family in open_families if len(family.members) > 2]
        for family in self.random.sample(arrivals, min(count, len(arrivals))):
            source = self.random.choice([other for other in open_families if other is not family])
            at = self.moment_after(max(family.household.created_at, source.household.created_at))
            yield HouseholdMove(
                person=family.members[-1],
                source=source.household,
                target=family.household,
                moved_on=at.date(),
                reason=self.random.choice(_REASONS_TO_MOVE),
                by=self.random.choice(self.staff),
                created_at=at,
            )

    def health(self, families: Sequence[Family]) -> Iterator[SensitiveRecord]:
        for family in families:
            if Category.FAMILY_DISABLED in family.household.categories:
                yield self._disability(self.random.choice(family.members))
            elif self.random.random() < 0.06:
                yield SensitiveRecord(person=family.members[0], health_flags=HealthFlag.CHRONIC)

    def _disability(self, person: Beneficiary) -> SensitiveRecord:
        return SensitiveRecord(
            person=person,
            health_flags=HealthFlag.DISABLED,
            disability_group=self.random.choice(DisabilityGroup.values),
            disability_percent=str(self.random.choice((40, 50, 60, 70, 80, 90, 100))),
            report_seen_on=self.moment_after(person.created_at).date(),
        )

    def papers(self, families: Sequence[Family]) -> Iterator[IdentityDocument]:
        for head in (family.members[0] for family in families):
            if head.legal_status == LegalStatus.TEMP_PROTECTION:
                yield IdentityDocument(
                    person=head,
                    kind=DocumentKind.TEMP_PROTECTION_CARD,
                    number=f"GK{self.random.randint(100_000, 999_999)}",
                    country="TR",
                    issued_on=head.created_at.date() - timedelta(days=self.random.randint(30, 900)),
                )

    def moment_after(self, start: datetime) -> datetime:
        """Return a moment some days after `start`, and in any case before now."""
        hours = min((self.now - start) / timedelta(hours=1), 24 * 30)
        return start + timedelta(hours=self.random.uniform(0.05, 0.9) * hours)
