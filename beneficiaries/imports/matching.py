"""Which of a sheet's people and households are registered already.

An identity number decides. Without one it takes the same name and birth, and a household that is the same by its file
number, by a member known by number, by all that the sheet says of its home, or by a second member of equal name and
birthday: two people called Fatma Yılmaz are common, two such families are not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from kafkasder.core.crypto import blind_indexes
from kafkasder.core.text import fold

from ..models import Beneficiary, Household
from ..querysets import IDENTITY_PURPOSE
from .units import Home, Member

_HOME_FACTS = ("phone", "province_id", "district_id", "neighbourhood", "address")
_FEWEST_ALIKE = 2


class Known(NamedTuple):
    """A registered person, as far as matching needs to know."""

    pk: int
    household: int
    name: str
    birth_date: date | None
    birth_year: int | None
    has_number: bool


class Match:
    """One look into the registry for a batch of households."""

    def __init__(self, homes: Sequence[Home]) -> None:
        self._homes = homes
        self._by_number = self._known_by_number()
        self._by_file_number = self._known_by_file_number()

    def mark(self) -> None:
        """Say of every household and member who they are in the registry."""
        for home in self._homes:
            for member in home.members:
                known = self._by_number.get(member.values.get("identity_number", ""))
                member.known = known.pk if known else None
            home.known = self._by_file_number.get(home.key) or self._household_of_numbers(home)
        self._mark_by_name()

    def _known_by_number(self) -> dict[str, Known]:
        numbers = [number for number in _said(self._homes, "identity_number") if number]
        by_index = {index: number for number in numbers for index in blind_indexes(number, IDENTITY_PURPOSE)}
        rows = Beneficiary.objects.living().filter(identity_index__in=list(by_index))
        fields = ("identity_index", "pk", "household_id", "name_folded", "birth_date", "birth_year")
        return {
            by_index[bytes(index)]: Known(*rest, has_number=True)
            for index, *rest in rows.order_by().values_list(*fields)
        }

    def _known_by_file_number(self) -> dict[str, int]:
        keys = {home.key for home in self._homes if home.key}
        rows = Household.objects.filter(file_number__in=keys) if keys else Household.objects.none()
        return dict(rows.order_by().values_list("file_number", "pk"))

    def _household_of_numbers(self, home: Home) -> int | None:
        """Return the household in which most of the members known by number live."""
        found = Counter(
            self._by_number[number].household
            for member in home.members
            if (number := member.values.get("identity_number", "")) in self._by_number
        )
        return found.most_common(1)[0][0] if found else None

    # Without numbers

    def _mark_by_name(self) -> None:
        alike = self._alike()
        homes = self._facts_of({known.household for every in alike.values() for known in every})
        for home in self._homes:
            found = {id(member): self._candidates(member, alike) for member in home.members if member.known is None}
            if home.known is None:
                home.known = _same_home(home, list(found.values()), homes)
            for member in home.members:
                here = [known.pk for known in found.get(id(member), ()) if known.household == home.known]
                if here:
                    member.known = here[0]

    def _alike(self) -> dict[str, list[Known]]:
        """Return the registered people who bear the name of somebody in the sheet who was not found by number."""
        unknown = [member for home in self._homes for member in home.members if member.known is None]
        with_number = {fold(member.name) for member in unknown if member.values.get("identity_number")}
        without = {fold(member.name) for member in unknown if not member.values.get("identity_number")}
        people = Beneficiary.objects.living().order_by()
        fields = ("pk", "household_id", "name_folded", "birth_date", "birth_year", "identity_index")
        alike: dict[str, list[Known]] = defaultdict(list)
        for rows in (
            people.filter(name_folded__in=without),
            people.filter(name_folded__in=with_number - without, identity_index__isnull=True),
        ):
            for *rest, index in rows.values_list(*fields):
                known = Known(*rest, has_number=index is not None)
                alike[known.name].append(known)
        return alike

    def _candidates(self, member: Member, alike: dict[str, list[Known]]) -> list[Known]:
        """Return those of the same name and birth who do not have another number."""
        numbered = bool(member.values.get("identity_number"))
        return [
            known
            for known in alike.get(fold(member.name), ())
            if (known.birth_date, known.birth_year) == member.birth and not (numbered and known.has_number)
        ]

    def _facts_of(self, households: Iterable[int]) -> dict[int, tuple[Any, ...]]:
        rows = Household.objects.filter(pk__in=list(households)).order_by()
        return {pk: facts for pk, *rest in rows.values_list("pk", *_HOME_FACTS) for facts in [tuple(rest)]}


def _said(homes: Iterable[Home], name: str) -> Iterator[Any]:
    return (member.values.get(name) for home in homes for member in home.members)


def _same_home(home: Home, found: Sequence[list[Known]], homes: dict[int, tuple[Any, ...]]) -> int | None:
    """Return the household that is this one although no number says so; None if none is surely the same."""
    said = tuple(home.facts.get(name) or (None if name.endswith("_id") else "") for name in _HOME_FACTS)
    alike: Counter[int] = Counter()
    for every in found:
        households = {known.household for known in every}
        for household in households:
            if homes.get(household) == said:
                return household
        alike.update({known.household for known in every if known.birth_date})
    best = alike.most_common(1)
    return best[0][0] if best and best[0][1] >= _FEWEST_ALIKE else None
