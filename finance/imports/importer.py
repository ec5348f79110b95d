"""Imports incomes and expenses: each row is one, known again by its day, amount, description and document number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from kafkasder.core.imports import Mode, RowImporter
from kafkasder.core.imports.by_row import Record
from kafkasder.core.imports.importer import Row, Tally
from kafkasder.core.saving import explaining
from kafkasder.core.text import fold

from .. import policy, services
from ..choices import Direction
from ..models import FinanceRecord, Fund, MoneyAccount
from ..states import RecordState
from .columns import COLUMNS, money_of
from .form import FinanceImportForm


class FinanceImporter(RowImporter):
    """What is in the ledger already stays as it is, so a sheet only adds. Large amounts wait for a second person."""

    name, columns = "finance", COLUMNS
    form, key = FinanceImportForm, ("day", "amount", "description", "document_number")

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by).require()
        if mode is not Mode.INSERT:
            raise PermissionDenied(_("Gelir-gider kayıtları yalnız eklenir; yazılmış kayıt ters kayıtla düzeltilir."))
        super().__init__(by=by, mode=mode)
        funds = Fund.objects.visible_to(by).open()
        self._funds = {fold(row.name): row for row in funds} | {row.code: row for row in funds}
        self._accounts = {fold(row.name): row for row in MoneyAccount.objects.visible_to(by).open()}
        self._waiting = 0

    def form_for(self, data: QueryDict | None, row: Any) -> FinanceImportForm:
        return FinanceImportForm(data, instance=row, funds=self._funds, accounts=self._accounts)

    def present(self) -> QuerySet[FinanceRecord]:
        return FinanceRecord.objects.visible_to(self.by)

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        """Two columns of amounts, one for each side, say both the amount and the side."""
        there = {*found, *(["amount"] if {"income", "expense"} & {*found} else [])}
        named = {str(each.label) for each in self.columns if each.name in ("day", "amount", "description", "category")}
        return [each for each in super().missing_columns(there) if each in named]

    def units(self, rows: Iterator[Row]) -> Iterator[Record]:
        return super().units(replace(row, values=_one_amount(row.values)) for row in rows)

    def save(self, units: Sequence[Record], tally: Tally) -> None:
        """Store each by itself: what a fund or a box refuses is a mistake of its row. Incomes come first."""
        for unit in sorted(units, key=lambda each: each.form.instance.direction != Direction.INCOME):
            if not unit.is_new:
                tally.unchanged += 1
            elif self._stored(unit):
                tally.created += 1

    def _stored(self, unit: Record) -> bool:
        try:
            with explaining():
                self.store(unit.form.instance)
        except ValidationError as refusal:
            by_field = getattr(refusal, "error_dict", {"": [refusal]})
            for name, errors in by_field.items():
                for reason in [message for error in errors for message in error.messages]:
                    self._complain(unit, name, reason)
            return False
        return True

    def store(self, row: FinanceRecord) -> None:
        stored = services.save_record(record=row, by=self.by, tells=False)
        self._waiting += stored.state == RecordState.PENDING

    def done(self, units: Sequence[Record]) -> None:
        """Tell those who approve once of each batch how much waits for them."""
        if self._waiting:
            services.tell_imported(self._waiting, self.by)
        self._waiting = 0


def _one_amount(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a row says with its amount and side, where these stand in a column for each side."""
    for side in (Direction.INCOME, Direction.EXPENSE):
        if (said := money_of(values.get(side))) and said != "0.00" and not values.get("amount"):
            return {**values, "amount": values[side], "direction": str(side)}
    return values
