"""Imports applications: each row is one, known again by its household (or organisation) and its day."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, Household
from beneficiaries.querysets import IDENTITY_PURPOSE
from kafkasder.core.crypto import blind_indexes
from kafkasder.core.imports import Mode, RowImporter
from kafkasder.core.imports.by_row import Record
from kafkasder.core.imports.importer import Tally
from kafkasder.core.saving import explaining
from kafkasder.core.text import fold

from .. import policy, services
from ..models import AidApplication
from .columns import COLUMNS
from .form import FIGURES, ApplicationImportForm

Who = tuple[Household | None, Beneficiary | None]
_NOBODY: Who = (None, None)


class ApplicationImporter(RowImporter):
    """A sheet only adds: what is recorded goes on by decisions. Nobody is told of what was before."""

    name, columns = "aid applications", COLUMNS
    key = ("file_number", "applied_on")

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by).require()
        if mode is not Mode.INSERT:
            raise PermissionDenied(_("Başvurular yalnız eklenir; kayıtlı olan panelde yürütülür."))
        super().__init__(by=by, mode=mode)
        self._known: dict[tuple[str, str], int] = {}  # by applicant and day: the line, or 0 for what was there

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        there = set(found)
        labels = {each.name: str(each.label) for each in self.columns}
        missing = [] if "applied_on" in there else [labels["applied_on"]]
        if not there & {"file_number", "identity_number", "applicant_name"}:
            missing.append(labels["file_number"])
        return missing if there & set(FIGURES) else [*missing, labels["one_time_aid"]]

    def check(self, unit: Record) -> None:
        for column in self.columns:
            self._try(unit, column)

    def match(self, units: Sequence[Record]) -> None:
        read = [(unit, self._cells(unit)) for unit in units if not unit.problems]
        found = self._households(cells for _unit, cells in read)
        for unit, cells in read:
            self._fill(unit, cells, found)
        self._note_known([unit.form for unit in units if unit.form is not None and not unit.problems])
        for unit in units:
            if not unit.problems:
                self._recognise(unit)

    def _cells(self, unit: Record) -> dict[str, str]:
        return {column.name: str(self._read(unit, column) or "") for column in self.columns}

    def _households(self, rows: Iterable[dict[str, str]]) -> dict[str, Who]:
        """Return who is named by each file number and identity number of a batch, in two statements."""
        files, numbers = set(), set()
        for cells in rows:
            files.add(cells["file_number"].upper())
            numbers.add(cells["identity_number"])
        seen = Household.objects.visible_to(self.by)
        found: dict[str, Who] = {each.file_number: (each, None) for each in seen.filter(file_number__in=files - {""})}
        indexes = {index: number for number in numbers - {""} for index in blind_indexes(number, IDENTITY_PURPOSE)}
        people = Beneficiary.objects.visible_to(self.by).living().filter(identity_index__in=indexes)
        for person in people.select_related("household"):
            found[indexes[person.identity_index]] = (person.household, person)
        return found

    def _fill(self, unit: Record, cells: dict[str, str], found: dict[str, Who]) -> None:
        household, _head = found.get(cells["file_number"].upper(), _NOBODY)
        owner, person = found.get(cells["identity_number"], _NOBODY)
        if household and owner and household.pk != owner.pk:
            self._complain(unit, "identity_number", _("Bu kişi bu dosya numarasındaki hanede değil."))
            return
        data = QueryDict(mutable=True)
        data.update({name: text for name, text in cells.items() if text})
        unit.form = ApplicationImportForm(data, household=household or owner, person=person)
        for name, errors in unit.form.errors.items():
            for error in errors:
                self._complain(unit, name, str(error))

    def _note_known(self, forms: Sequence[ApplicationImportForm]) -> None:
        households = {form.household.pk for form in forms if form.household}
        days = {form.cleaned_data["applied_on"] for form in forms}
        rows = AidApplication.objects.filter(applied_on__in=days)
        for name, household, day in rows.values_list("applicant_name", "household", "applied_on"):
            if household in households or name:
                self._known.setdefault(_key(name, household, day), 0)

    def _recognise(self, unit: Record) -> None:
        """Tell a row of an application that is there from a second row of the sheet about one that is new."""
        application = unit.form.application()
        key = _key(application.applicant_name, application.household_id, application.applied_on)
        line = self._known.setdefault(key, unit.row.line)
        unit.is_new = line == unit.row.line
        if line and not unit.is_new:
            told = _("Bu hanenin bu günkü başvurusu %(line)d. satırda da var.") % {"line": line}
            self._complain(unit, "applied_on", told)

    def save(self, units: Sequence[Record], tally: Tally) -> None:
        """Store each by itself: what a rule refuses is a mistake of its row."""
        for unit in units:
            if not unit.is_new:
                tally.unchanged += 1
            elif self._stored(unit):
                tally.created += 1

    def _stored(self, unit: Record) -> bool:
        form = unit.form
        try:
            with explaining():
                services.import_application(
                    application=form.application(),
                    asked=form.asked(),
                    stage=form.our_stage,
                    stage_on=form.day_of_stage,
                    by=self.by,
                )
        except ValidationError as refusal:
            for reason in refusal.messages:
                self._complain(unit, "file_number", reason)
            return False
        return True


def _key(name: str, household: int | None, day: Any) -> tuple[str, str]:
    return f"{household or ''} {fold(name)}", str(day)
