"""Imports donors: each row is one, known again by its number, or by its name and its phone or e-mail."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from kafkasder.core.crypto import blind_indexes
from kafkasder.core.identifiers import clean_phone, clean_taxpayer_number
from kafkasder.core.imports import Mode, RowImporter
from kafkasder.core.imports.by_row import Record
from kafkasder.core.imports.importer import Tally
from kafkasder.core.text import fold, squeeze

from .. import policy, services
from ..choices import ConsentWay
from ..models import Donor
from ..querysets import NUMBER_PURPOSE
from .columns import COLUMNS
from .form import DonorImportForm

_TELLING = ("name", "number", "phone", "email")


@dataclass(frozen=True)
class Said:
    """What a row says of who it is about, as it compares; an empty text where it says nothing."""

    name: str
    number: str
    phone: str
    email: str


class _Known:
    """The registered donors whom rows may be about, locked, and how one is known again."""

    def __init__(self, donors: Any, said: Sequence[Said]) -> None:
        indexes = [index for each in said if each.number for index in blind_indexes(each.number, NUMBER_PURPOSE)]
        meant = Q(number_index__in=indexes) | Q(name_folded__in={each.name for each in said if each.name})
        self._by_number: dict[str, Donor] = {}
        self._by_name: dict[str, list[Donor]] = defaultdict(list)
        for donor in donors.filter(meant).order_by("pk").select_for_update(of=("self",)):
            self._by_name[fold(donor.name)].append(donor)
            if donor.number:
                self._by_number[donor.number] = donor

    def find(self, said: Said) -> Donor | None:
        """Return the donor of this number; or of this name with the same phone or e-mail, unless numbers differ."""
        if found := self._by_number.get(said.number):
            return found
        for donor in self._by_name[said.name]:
            reached = (said.phone and said.phone == donor.phone) or (said.email and said.email == donor.email)
            if reached and not (said.number and donor.number):
                return donor
        return None


class DonorImporter(RowImporter):
    """What a sheet says of consents is recorded as such, after the donor is stored."""

    name, columns = "donations", COLUMNS
    form, key = DonorImportForm, _TELLING

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by).require()
        super().__init__(by=by, mode=mode)
        self._numbers: dict[str, int] = {}  # the line of each number that was read

    def form_for(self, data: QueryDict | None, row: Any) -> DonorImportForm:
        return DonorImportForm(data, instance=row, keeps_known=self.mode is Mode.INSERT)

    def present(self) -> QuerySet[Donor]:
        donors: QuerySet[Donor] = Donor.objects.visible_to(self.by).active()
        return donors

    def check(self, unit: Record) -> None:
        super().check(unit)
        number = self._said(unit).number
        line = self._numbers.setdefault(number, unit.row.line)
        if number and line != unit.row.line and not unit.problems:
            self._complain(unit, "number", _("Bu kayıt %(line)d. satırda da var.") % {"line": line})

    def match(self, units: Sequence[Record]) -> None:
        known = _Known(self.present(), [self._said(unit) for unit in units])
        for unit in units:
            if not unit.problems:
                self._fill_in(unit, known.find(self._said(unit)))

    def save(self, units: Sequence[Record], tally: Tally) -> None:
        super().save(units, tally)
        for unit in units:
            if unit.is_new or self.mode is not Mode.INSERT:
                self._record_consents(unit.form)

    def store(self, row: Donor) -> None:
        services.save_donor(donor=row, by=self.by)

    def _record_consents(self, form: DonorImportForm) -> None:
        for channel, given in form.words():
            services.record_consent(
                donor=form.instance, channel=channel, given=given, way=ConsentWay.LIST, at=form.said_at(), by=self.by
            )

    def _said(self, unit: Record) -> Said:
        cells = {each.name: str(self._read(unit, each)) for each in self.columns if each.name in _TELLING}
        return Said(
            fold(squeeze(cells["name"])),
            _cleaned(clean_taxpayer_number, cells["number"]),
            _cleaned(clean_phone, cells["phone"]),
            cells["email"].lower(),
        )


def _cleaned(clean: Callable[[str], str], text: str) -> str:
    """Return a number as it is stored; nothing for one that the form will refuse."""
    try:
        return clean(text) if text else ""
    except ValidationError:
        return ""
