"""Families drawn at random: parents and children of fitting ages, widows with orphans, the old who live alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from kafkasder.core.synthetic import names, numbers

from ..choices import (
    Category,
    Education,
    ExpenseKind,
    Gender,
    Heating,
    Housing,
    IncomeSource,
    LegalStatus,
    MaritalStatus,
    NoIdentityReason,
    OrphanType,
    Priority,
    Relation,
    SocialSecurity,
    Work,
)
from ..countries import Country
from ..models import BankAccount, Beneficiary, BudgetLine, Household
from ..services import Family
from ..states import HouseholdStatus
from .places import Addresses

_REGISTER_HABIT = 0.04  # birthdays that a registrar wrote as the first of January
_YEAR_ONLY = 0.02
_MINIMUM_WAGE = 28_075


@dataclass(frozen=True)
class Origin:
    """Where a family comes from: its names, papers and numbers."""

    nationality: str
    legal_status: str
    block: int
    men: names.Names
    women: names.Names
    boys: names.Names
    girls: names.Names
    surnames: names.Names


TURKISH = Origin(
    Country.TR, LegalStatus.CITIZEN, numbers.CITIZENS, names.MEN, names.WOMEN, names.BOYS, names.GIRLS, names.SURNAMES
)
SYRIAN = Origin(
    Country.SY,
    LegalStatus.TEMP_PROTECTION,
    numbers.FOREIGNERS,
    names.SYRIAN_MEN,
    names.SYRIAN_WOMEN,
    names.SYRIAN_MEN,
    names.SYRIAN_WOMEN,
    names.SYRIAN_SURNAMES,
)
AFGHAN = replace(
    SYRIAN,
    nationality=Country.AF,
    legal_status=LegalStatus.INTL_PROTECTION,
    men=names.AFGHAN_MEN,
    women=names.AFGHAN_WOMEN,
    boys=names.AFGHAN_MEN,
    girls=names.AFGHAN_WOMEN,
    surnames=names.AFGHAN_SURNAMES,
)
_ORIGINS = (TURKISH, SYRIAN, AFGHAN)
_ORIGIN_WEIGHTS = (78, 18, 4)


def draw_families(people: int, *, seed: int, today: date, first_serial: int = 0) -> Iterator[Family]:
    """Yield families with `people` members in all; the same arguments give the same families.

    Two draws whose serials do not overlap share no identity number, telephone or IBAN.
    """
    draw = _Draw(Random(seed), today, first_serial)
    left = people
    while left > 0:
        family = draw.family()
        del family.members[left:]
        left -= len(family.members)
        yield family


class _Draw:
    """One run of drawing: its randomness, its day and the serials it has used."""

    def __init__(self, random: Random, today: date, first_serial: int) -> None:
        self.random, self.today = random, today
        self._serial = count(first_serial)
        self._iban_of_head = ""
        self._addresses = Addresses()
        self._kinds: tuple[Callable[[Origin, str], list[Beneficiary]], ...] = (
            self._couple,
            self._orphans,
            self._alone,
            self._divorced,
        )

    def family(self) -> Family:
        origin = self.random.choices(_ORIGINS, _ORIGIN_WEIGHTS)[0]
        kind = self.random.choices(self._kinds, (64, 18, 9, 9))[0]
        members = kind(origin, origin.surnames.draw(self.random))
        household = self._household(members, origin)
        return Family(household, members, list(self._budget(household, members)), list(self._accounts(members[0])))

    def _accounts(self, head: Beneficiary) -> Iterator[BankAccount]:
        if self._iban_of_head:
            yield BankAccount(person=head, iban=self._iban_of_head, is_primary=True)

    # Who lives together

    def _couple(self, origin: Origin, surname: str) -> list[Beneficiary]:
        father_age = self.random.randint(26, 62)
        mother_age = max(19, father_age - self.random.randint(-1, 7))
        father = self._person(origin, surname, Gender.MALE, father_age, Relation.SELF, MaritalStatus.MARRIED)
        mother = self._person(origin, surname, Gender.FEMALE, mother_age, Relation.SPOUSE, MaritalStatus.MARRIED)
        children = self._children(origin, surname, mother_age, self._few((1, 4, 9, 12, 8, 4, 2)), father, mother)
        return [father, mother, *children, *self._grandparent(origin, surname, father_age)]

    def _orphans(self, origin: Origin, surname: str) -> list[Beneficiary]:
        age = self.random.randint(25, 55)
        mother = self._person(origin, surname, Gender.FEMALE, age, Relation.SELF, MaritalStatus.WIDOWED)
        father_name = origin.men.draw(self.random)
        children = self._children(origin, surname, age, self._few((0, 6, 9, 7, 3)), None, mother)
        for child in children:
            child.father_name = father_name
            if self._age_of(child) < 18:
                child.orphan_type = OrphanType.FATHER_DEAD
        return [mother, *children]

    def _alone(self, origin: Origin, surname: str) -> list[Beneficiary]:
        gender = self.random.choices((Gender.FEMALE, Gender.MALE), (7, 3))[0]
        return [
            self._person(origin, surname, gender, self.random.randint(65, 91), Relation.SELF, MaritalStatus.WIDOWED)
        ]

    def _divorced(self, origin: Origin, surname: str) -> list[Beneficiary]:
        age = self.random.randint(24, 50)
        mother = self._person(origin, surname, Gender.FEMALE, age, Relation.SELF, MaritalStatus.DIVORCED)
        return [mother, *self._children(origin, surname, age, self._few((0, 8, 8, 4)), None, mother)]

    def _few(self, weights: tuple[int, ...]) -> int:
        return self.random.choices(range(len(weights)), weights)[0]

    def _children(
        self,
        origin: Origin,
        surname: str,
        mother_age: int,
        number: int,
        father: Beneficiary | None,
        mother: Beneficiary,
    ) -> list[Beneficiary]:
        oldest = max(mother_age - 19, 0)
        children = []
        for age in sorted((self.random.randint(0, min(oldest, 24)) for _ in range(number)), reverse=True):
            gender = self.random.choice((Gender.FEMALE, Gender.MALE))
            relation = Relation.DAUGHTER if gender == Gender.FEMALE else Relation.SON
            child = self._person(origin, surname, gender, age, relation, MaritalStatus.SINGLE)
            child.mother_name = mother.first_name
            child.father_name = father.first_name if father else ""
            children.append(child)
        return children

    def _grandparent(self, origin: Origin, surname: str, son_age: int) -> list[Beneficiary]:
        if self.random.random() > 0.12:
            return []
        age = son_age + self.random.randint(18, 27)
        return [self._person(origin, surname, Gender.FEMALE, age, Relation.MOTHER, MaritalStatus.WIDOWED)]

    # One person

    def _person(
        self, origin: Origin, surname: str, gender: str, age: int, relation: str, marital_status: str
    ) -> Beneficiary:
        serial = next(self._serial)
        person = Beneficiary(
            first_name=self._first_name(origin, gender, age),
            last_name=surname,
            gender=gender,
            relation=relation,
            marital_status=marital_status,
            nationality=origin.nationality,
            legal_status=origin.legal_status,
            education=self._education(age),
            work=self._work(gender, age),
            social_security=self._security(origin, age),
            identity_number=numbers.identity_number(serial, origin.block),
        )
        self._give_birthday(person, age)
        self._lose_papers(person, origin)
        if age >= 16 and self.random.random() < 0.75:
            person.phone = numbers.phone(serial)
        if relation == Relation.SELF:
            self._give_head_facts(person, serial)
        return person

    def _first_name(self, origin: Origin, gender: str, age: int) -> str:
        woman = gender == Gender.FEMALE
        if origin is TURKISH and age >= 60:
            return (names.OLD_WOMEN if woman else names.OLD_MEN).draw(self.random)
        if age <= 16:
            return (origin.girls if woman else origin.boys).draw(self.random)
        return (origin.women if woman else origin.men).draw(self.random)

    def _give_birthday(self, person: Beneficiary, age: int) -> None:
        birthday = self.today - timedelta(days=round(age * 365.25) + self.random.randint(0, 364))
        chance = self.random.random()
        if chance < _YEAR_ONLY:
            person.birth_year = birthday.year
        else:
            person.birth_date = birthday.replace(month=1, day=1) if chance < _REGISTER_HABIT else birthday
            person.derive()

    def _lose_papers(self, person: Beneficiary, origin: Origin) -> None:
        """A few refugees were never registered, and a few babies are not yet."""
        chance = self.random.random()
        if self._age_of(person) == 0 and chance < 0.3:
            person.identity_number, person.no_identity_reason = "", NoIdentityReason.NEWBORN
        elif origin is not TURKISH and chance < 0.04:
            person.identity_number, person.no_identity_reason = "", NoIdentityReason.UNREGISTERED
            person.legal_status = LegalStatus.UNREGISTERED

    def _give_head_facts(self, person: Beneficiary, serial: int) -> None:
        person.phone = numbers.phone(serial)
        self._iban_of_head = numbers.iban(serial) if self.random.random() < 0.85 else ""
        if self.random.random() < 0.1:
            person.email = f"kisi{serial}@example.org"

    def _age_of(self, person: Beneficiary) -> int:
        return self.today.year - (person.birth_year or self.today.year)

    def _education(self, age: int) -> str:
        if age < 7:
            return Education.PRESCHOOL if age >= 4 else ""
        if age < 14:
            return Education.PRIMARY
        if age < 18:
            return Education.MIDDLE
        levels = [
            Education.NONE,
            Education.LITERATE,
            Education.PRIMARY,
            Education.MIDDLE,
            Education.HIGH,
            Education.BACHELOR,
        ]
        return self.random.choices(levels, (12, 6, 40, 18, 18, 6) if age > 50 else (3, 4, 30, 24, 30, 9))[0]

    def _work(self, gender: str, age: int) -> str:
        if age < 6:
            return ""
        if age < 18:
            return Work.STUDENT
        if age >= 65:
            return self.random.choice((Work.RETIRED, Work.UNABLE))
        if gender == Gender.FEMALE:
            return self.random.choices((Work.HOMEMAKER, Work.DAILY, Work.WORKING, Work.STUDENT), (70, 12, 12, 6))[0]
        return self.random.choices((Work.DAILY, Work.UNEMPLOYED, Work.WORKING, Work.UNREGISTERED), (34, 30, 18, 18))[0]

    def _security(self, origin: Origin, age: int) -> str:
        if origin is not TURKISH:
            return SocialSecurity.GSS if origin is SYRIAN else SocialSecurity.NONE
        return self.random.choices((SocialSecurity.GREEN, SocialSecurity.GSS, SocialSecurity.SGK_4A), (55, 30, 15))[0]

    # Their home

    def _household(self, members: list[Beneficiary], origin: Origin) -> Household:
        address = self._addresses.draw(self.random)
        return Household(
            status=HouseholdStatus.ACTIVE,
            categories=list(self._categories(members, origin)),
            priority=self.random.choices(Priority.values, (12, 62, 20, 6))[0],
            is_emergency=self.random.random() < 0.03,
            province_id=address.district.province_id,
            district_id=address.district.pk,
            neighbourhood=address.neighbourhood,
            address=address.text,
            phone=members[0].phone,
            housing=self.random.choices(
                (Housing.RENTED, Housing.OWNED, Housing.FREE_USE, Housing.FAMILY, Housing.SHANTY, Housing.CONTAINER),
                (58, 18, 9, 8, 5, 2),
            )[0],
            heating=self.random.choices((Heating.GAS, Heating.COAL, Heating.WOOD, Heating.ELECTRIC), (48, 38, 9, 5))[0],
        )

    def _categories(self, members: list[Beneficiary], origin: Origin) -> Iterator[str]:
        head = members[0]
        if origin is not TURKISH:
            yield Category.FAMILY_REFUGEE
        if any(member.orphan_type for member in members):
            yield Category.FAMILY_ORPHAN
        elif head.marital_status == MaritalStatus.DIVORCED:
            yield Category.SINGLE_PARENT
        if len(members) == 1:
            yield Category.ELDERLY_ALONE
        elif origin is TURKISH:
            yield Category.FAMILY_NEEDY
        if self.random.random() < 0.15:
            yield Category.FAMILY_DISABLED

    def _budget(self, household: Household, members: list[Beneficiary]) -> Iterator[BudgetLine]:
        for source, share in self._incomes(members):
            amount = round(_MINIMUM_WAGE * share * self.random.uniform(0.7, 1.1), -1)
            yield BudgetLine(household=household, kind=BudgetLine.Kind.INCOME, source=source, amount=amount)
        if household.housing == Housing.RENTED:
            rent = self.random.randrange(5_000, 12_500, 500)
            yield BudgetLine(household=household, kind=BudgetLine.Kind.EXPENSE, source=ExpenseKind.RENT, amount=rent)
        bills = self.random.randrange(600, 3_500, 100)
        yield BudgetLine(household=household, kind=BudgetLine.Kind.EXPENSE, source=ExpenseKind.BILLS, amount=bills)

    def _incomes(self, members: list[Beneficiary]) -> Iterator[tuple[str, float]]:
        jobs = {member.work for member in members}
        if Work.WORKING in jobs:
            yield IncomeSource.WAGE, 1.0
        elif jobs & {Work.DAILY, Work.UNREGISTERED}:
            yield IncomeSource.DAILY, 0.5
        if Work.RETIRED in jobs:
            yield IncomeSource.PENSION, 0.6
        if any(member.orphan_type for member in members):
            yield IncomeSource.SED, 0.25
        elif not jobs & {Work.WORKING, Work.RETIRED}:
            yield IncomeSource.SYDV, 0.15
