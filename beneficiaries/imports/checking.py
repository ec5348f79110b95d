"""What is wrong in a household's rows: the fields and the rules of the pages, asked without a page."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kafkasder.core.fields import MoneyField, NameField
from kafkasder.core.identifiers import is_foreign_identity_number
from kafkasder.core.imports import Column, Problem, Row
from kafkasder.core.imports.cells import line_of, text_of
from kafkasder.core.imports.cleaning import FieldCleaner
from kafkasder.core.places import find_district, find_place, provinces
from kafkasder.core.text import fold

from ..choices import Gender, IncomeSource, LegalStatus, NoIdentityReason, Relation
from ..countries import Country
from ..forms import HouseholdForm, NewPersonForm, PersonForm, check_person, clean_neighbourhood
from ..models import Beneficiary, District
from . import words
from .columns import (
    BIRTH,
    COLUMNS,
    DISTRICT,
    FULL_NAME,
    HEAD_NAME,
    HOUSEHOLD_COLUMNS,
    INCOME,
    INCOME_SOURCE,
    PERSON_COLUMNS,
    PROVINCE,
    RENT,
    STATUS,
)
from .units import Home, Member

_BY_NAME = {column.name: column for column in COLUMNS}
_HOUSEHOLD_NAMES = {
    column.name for column in (*HOUSEHOLD_COLUMNS, STATUS, PROVINCE, DISTRICT, INCOME, INCOME_SOURCE, RENT)
}
_DEFAULTS = {
    name: Beneficiary._meta.get_field(name).get_default()  # type: ignore[union-attr]
    for name in PersonForm.base_fields
    if name not in ("relation",)
}


class Place(NamedTuple):
    """Where a household lives, as keys."""

    province: int | None
    district: int | None


class Checker:
    """Cleans households; `headers` are the sheet's own names of the columns."""

    def __init__(self) -> None:
        self.headers: Mapping[str, str] = {}
        self._person = FieldCleaner(NewPersonForm, PERSON_COLUMNS)
        self._household = FieldCleaner(HouseholdForm, HOUSEHOLD_COLUMNS)
        self._name, self._money = NameField(max_length=120), MoneyField()
        self._districts = {(row.province_id, row.name): row.pk for row in District.objects.all()}

    def check(self, home: Home) -> None:
        """Clean all that a household's rows say; the rules over several fields come later (`complete`)."""
        for member in home.members:
            self._check_member(home, member)
        self._check_facts(home)
        choose_head(home)

    def complete(self, home: Home, member: Member) -> None:
        """Check a person who is not registered yet as a whole, with defaults for what the sheet does not say."""
        values = _DEFAULTS | member.values
        _follow_origin(values, member.values)
        if not values["identity_number"] and not values["no_identity_reason"]:
            values["no_identity_reason"] = NoIdentityReason.UNKNOWN
        for name in ("first_name", "last_name"):
            if not values[name] and not self._complained(home, member):
                self._complain(home, member.row, name, _("Bu alan zorunludur."))
        self.check_rules(home, member, values)
        member.values |= {name: value for name, value in values.items() if value is not None}

    def check_rules(self, home: Home, member: Member, values: dict[str, Any]) -> None:
        """Check what binds several values of a person; completes `values`."""
        for name, error in check_person(values).items():
            self._complain(home, member.row, "birth" if name.startswith("birth") else name, *error.messages)

    # A person

    def _check_member(self, home: Home, member: Member) -> None:
        member.values, wrong = self._person.clean(member.row.values)
        for name, error in wrong.items():
            self._complain(home, member.row, name, *error.messages)
        self._read_name(home, member)
        self._read_birth(home, member)
        _settle_relation(member)

    def _read_name(self, home: Home, member: Member) -> None:
        """Split a whole name: its last word is the surname."""
        cells = member.row.values
        source = next((column for column in (FULL_NAME, HEAD_NAME) if column.name in cells), None)
        if source is None or "first_name" in member.values or "last_name" in member.values:
            return
        if source is HEAD_NAME and "first_name" in cells:
            return
        first, _blank, last = line_of(cells[source.name]).rpartition(" ")
        if not first and last:
            self._complain(home, member.row, source.name, _("Ad ve soyad birlikte yazılmalı."))
            return
        for name, text in (("first_name", first), ("last_name", last)):
            try:
                if text:
                    member.values[name] = PersonForm.base_fields[name].clean(text)
            except ValidationError as error:
                self._complain(home, member.row, source.name, *error.messages)

    def _read_birth(self, home: Home, member: Member) -> None:
        if BIRTH.name not in member.row.values:
            return
        try:
            born = BIRTH.read(member.row.values[BIRTH.name])
            if isinstance(born, date):
                member.values["birth_date"], member.values["birth_year"] = born, born.year
            elif isinstance(born, int):
                member.values["birth_year"] = PersonForm.base_fields["birth_year"].clean(born)
            elif born:
                raise ValidationError(_("Tarihi gün.ay.yıl olarak yazın. Örnek: 15.03.1985"))
        except ValidationError as error:
            self._complain(home, member.row, BIRTH.name, *error.messages)

    # A household

    def _check_facts(self, home: Home) -> None:
        """Clean the household's own cells; the first row that says something of each is believed."""
        said: dict[str, tuple[Row, Any]] = {}
        for row in reversed(home.rows):
            for name in _HOUSEHOLD_NAMES & row.values.keys():
                if (cell := row.values[name]) not in ("", None) and line_of(cell):
                    said[name] = row, cell
        home.facts, wrong = self._household.clean({name: cell for name, (_row, cell) in said.items()})
        for name, error in wrong.items():
            self._complain(home, said[name][0], name, *error.messages)
        if neighbourhood := home.facts.get("neighbourhood"):
            home.facts["neighbourhood"] = clean_neighbourhood(neighbourhood)
        for read in (self._read_place, self._read_status, self._read_budget):
            read(home, said)

    def _read_place(self, home: Home, said: dict[str, tuple[Row, Any]]) -> None:
        province, district = (line_of(said[name][1]) if name in said else "" for name in ("province", "district"))
        if not province and not district:
            return
        plate, name = _find_place(province, district)
        if plate is not None:
            home.facts["province_id"] = plate
        if plate is not None and name:
            home.facts["district_id"] = self._districts[plate, name]
        if plate is None or name is None:
            wrong = "province" if province and (plate is None or not district) else "district"
            reason = _("%(province)s ilinde böyle bir ilçe yok.") % {"province": provinces()[plate]} if plate else ""
            self._complain(home, said[wrong][0], wrong, reason or _("Böyle bir il ya da ilçe bulunamadı."))

    def _read_status(self, home: Home, said: dict[str, tuple[Row, Any]]) -> None:
        if STATUS.name not in said:
            return
        row, cell = said[STATUS.name]
        status = STATUS.read(cell)
        if status in _FIRST_STATES:
            home.facts["status"] = status
        else:
            self._complain(home, row, STATUS.name, _("Yeni dosya taslak, onay bekliyor ya da aktif olabilir."))

    def _read_budget(self, home: Home, said: dict[str, tuple[Row, Any]]) -> None:
        for column in (INCOME, RENT):
            if column.name not in said:
                continue
            row, cell = said[column.name]
            try:
                if amount := column.read(cell):
                    home.facts[column.name] = self._money.clean(amount)
            except ValidationError as error:
                self._complain(home, row, column.name, *error.messages)
        if INCOME_SOURCE.name in said:
            row, cell = said[INCOME_SOURCE.name]
            source = INCOME_SOURCE.read(cell)
            if source in IncomeSource.values:
                home.facts[INCOME_SOURCE.name] = source
            else:
                self._complain(home, row, INCOME_SOURCE.name, _("Gelir kaynağı anlaşılamadı."))

    # Telling

    def _complained(self, home: Home, member: Member) -> bool:
        return any(problem.line == member.row.line for problem in home.problems)

    def _complain(self, home: Home, row: Row, name: str, *reasons: str) -> None:
        column = _column_of(name)
        value = text_of(row.values.get(column.name))
        shown = column.mask(value) if column.mask and value else value
        header = self.headers.get(column.name) or str(column.label)
        home.problems += [Problem(row.line, header, value, reason, shown) for reason in reasons]


_FIRST_STATES = frozenset({"draft", "pending", "active"})


def _column_of(name: str) -> Column:
    return _BY_NAME[name]


@lru_cache(maxsize=20_000)
def _find_place(province: str, district: str) -> tuple[int | None, str | None]:
    """Return the plate and the district's name; a district without a province is understood if there is only one."""
    place = find_place(province, district)
    if place.plate is not None or province:
        return place
    homes = [plate for plate in provinces() if find_district(plate, district)]
    return (homes[0], find_district(homes[0], district)) if len(homes) == 1 else (None, None)


def _settle_relation(member: Member) -> None:
    """Let "çocuğu" be a son or a daughter by the gender, and a missing gender follow from "oğlu"."""
    values = member.values
    if fold(line_of(member.row.values.get("relation"))) in words.CHILD_WORDS and "gender" in values:
        values["relation"] = Relation.DAUGHTER if values["gender"] == Gender.FEMALE else Relation.SON
    if "gender" not in values and (gender := words.GENDER_OF_RELATION.get(values.get("relation", ""))):
        values["gender"] = gender


def choose_head(home: Home) -> None:
    """Keep one head: the first row that says so, else the first row."""
    heads = [member for member in home.members if member.values.get("relation") == Relation.SELF]
    for other in heads[1:]:
        other.values["relation"] = Relation.OTHER
    if not heads and home.members and "relation" not in home.members[0].values:
        home.members[0].values["relation"] = Relation.SELF


def _follow_origin(values: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Do not take a foreigner for a citizen only because the sheet has no column for it."""
    foreign = is_foreign_identity_number(values["identity_number"])
    foreign |= said.get("legal_status", LegalStatus.CITIZEN) != LegalStatus.CITIZEN
    if "nationality" not in said and foreign:
        values["nationality"] = Country.ZZ
    if "legal_status" not in said and values["nationality"] != Country.TR:
        values["legal_status"] = ""
