"""The registry's importer: one row a person, some rows a household."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from kafkasder.core.imports import Column, Importer, Mode, Row, Tally
from kafkasder.core.text import fold

from .. import policy
from ..forms import PersonForm
from ..models import Beneficiary, Household
from ..states import HouseholdStatus
from .checking import Checker, choose_head
from .columns import COLUMNS, FULL_NAME, HEAD_NAME
from .matching import Match
from .saving import (
    Known,
    add_to_homes,
    changes_of_household,
    changes_of_person,
    differences,
    known_accounts,
    register_homes,
    store_changes,
    store_new_accounts,
)
from .units import IBAN, Home, Member, gather

_NAMES = ("first_name", "last_name")


class HouseholdImporter(Importer[Home]):
    """Imports households for one user. A household is taken whole or not at all."""

    name: ClassVar[str] = "beneficiaries"
    columns: ClassVar[Sequence[Column]] = COLUMNS

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by, updating=mode is not Mode.INSERT).require()
        self.by, self.mode = by, mode
        self._checker = Checker()
        self._stored: list[range] = []  # the keys of the people whom this import has stored
        self._homes_by_key: dict[str, int | None] = {}  # households of earlier batches, None for one that was refused

    def use_headers(self, headers: Mapping[str, str]) -> None:
        self._checker.headers = headers

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        found = set(found)
        named = found.issuperset(_NAMES) or found & {FULL_NAME.name, HEAD_NAME.name}
        if named or (self.mode is Mode.UPDATE and "identity_number" in found):
            return []
        return [str(column.label) for column in self.columns if column.name in _NAMES and column.name not in found]

    def units(self, rows: Iterator[Row]) -> Iterator[Home]:
        return gather(rows)

    def check(self, unit: Home) -> None:
        self._checker.check(unit)

    def match(self, units: Sequence[Home]) -> None:
        _join_parts(units)
        Match(units).mark()
        self._join_earlier_parts(units)
        self._refuse_repeated(units)
        for home in units:
            for member in home.newcomers:
                self._complete(home, member)
        if self.mode is not Mode.INSERT:
            self._find_changes(units)
        _refuse_archived(units)

    def save(self, units: Sequence[Home], tally: Tally) -> None:
        if self.mode is not Mode.UPDATE:
            self._insert(units, tally)
        if self.mode is not Mode.INSERT:
            _update(units, tally)
        tally.unchanged += sum(bool(member.known and not member.changes) for home in units for member in home.members)

    def done(self, units: Sequence[Home]) -> None:
        for home in units:
            if home.key and home.members:
                self._homes_by_key.setdefault(home.key, None if home.problems else home.known)

    # Matching

    def _join_earlier_parts(self, units: Sequence[Home]) -> None:
        """Bring rows to their household where others of it stood far above in the sheet."""
        for home in units:
            if home.known is None and home.members and home.key in self._homes_by_key:
                home.known = self._homes_by_key[home.key]
                if home.known is None:
                    home.complain(home.members[0], _("Bu hanenin önceki satırları kaydedilmedi."))

    def _refuse_repeated(self, units: Sequence[Home]) -> None:
        """Complain of a person who stands in the sheet twice."""
        seen: dict[Any, int] = {}
        for home in units:
            for member in home.members:
                if member.known and any(member.known in keys for keys in self._stored):
                    home.complain(member, _("Bu kişi dosyada daha önce de geçiyor."))
                key = member.values.get("identity_number") or (id(home), fold(member.name), member.birth)
                line = seen.setdefault(key, member.row.line)
                if line != member.row.line and member.name.strip():
                    home.complain(member, _("Bu kişi %(line)d. satırda da var.") % {"line": line})

    def _complete(self, home: Home, member: Member) -> None:
        if self.mode is Mode.UPDATE:
            home.complain(member, _("Bu kişi kayıtlı değil; güncellenecek kayıt bulunamadı."))
        else:
            self._checker.complete(home, member)

    def _find_changes(self, units: Sequence[Home]) -> None:
        """Compare with what is registered; a change must leave a record that the rules allow."""
        people = Beneficiary.objects.in_bulk(
            [member.known for home in units for member in home.members if member.known]
        )
        households = Household.objects.in_bulk([home.known for home in units if home.known])
        accounts = known_accounts({person.household_id for person in people.values()})
        for home in units:
            if home.known:
                home.changes = changes_of_household(households[home.known], home)
            for member in home.members:
                if member.known:
                    member.changes = self._allowed_changes(home, member, people[member.known], accounts)

    def _allowed_changes(self, home: Home, member: Member, person: Beneficiary, accounts: Known) -> dict[str, Any]:
        changes = changes_of_person(person, member, accounts)
        if not changes:
            return {}
        iban = {IBAN: changes.pop(IBAN)} if IBAN in changes else {}
        values = {name: getattr(person, name) for name in PersonForm.base_fields} | changes
        self._checker.check_rules(home, member, values)
        return differences(person, values) | iban

    # Saving

    def _insert(self, units: Sequence[Home], tally: Tally) -> None:
        new = [home for home in units if home.known is None and home.members]
        registered = [home for home in units if home.known is not None]
        people = register_homes(new, self._first_status(), self.by, tally) + add_to_homes(registered, self.by, tally)
        if people:
            self._stored.append(range(min(people), max(people) + 1))

    def _first_status(self) -> str:
        """Return the state of new files: a sheet's people are helped already, if the importing user may say so."""
        may_approve = self.by.has_perm("beneficiaries.change_household_state")
        return HouseholdStatus.ACTIVE if may_approve else HouseholdStatus.PENDING


def _join_parts(units: Sequence[Home]) -> None:
    """Put together the rows of one household that stand apart in a batch."""
    first: dict[str, Home] = {}
    for home in units:
        if home.key and (earlier := first.setdefault(home.key, home)) is not home:
            earlier.take_over(home)
            choose_head(earlier)


def _refuse_archived(units: Sequence[Home]) -> None:
    """Complain of rows that would change a household in the archive."""
    touched = [home for home in units if home.known and (home.newcomers or home.changes)]
    archived = set(
        Household.objects.filter(pk__in=[home.known for home in touched], status=HouseholdStatus.ARCHIVED)
        .order_by()
        .values_list("pk", flat=True)
    )
    for home in touched:
        if home.known in archived:
            home.complain(home.members[0], _("Bu hane arşivde; önce arşivden çıkarın."))


def _update(units: Sequence[Home], tally: Tally) -> None:
    people = [member for home in units for member in home.members if member.changes]
    homes = [home for home in units if home.changes]
    accounts = store_new_accounts(people)
    columns = {member.known: {k: v for k, v in member.changes.items() if k != IBAN} for member in people}
    store_changes(Beneficiary, {key: changed for key, changed in columns.items() if changed})
    store_changes(Household, {home.known: home.changes for home in homes})
    tally.updated += len(people)
    tally.add(str(_("Yeni banka hesabı")), accounts)
    tally.add(str(_("Güncellenen hane")), len(homes))
