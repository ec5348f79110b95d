"""Imports donations: each row is one, judged by the rules of the form, written with its line of the ledger by COPY."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint
from django.utils import timezone
from django.utils.translation import gettext as _

from finance import rules
from finance.choices import PaymentMethod
from finance.services import book_many
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.imports import Importer, Mode, Problem, Row, Tally, Unit, UnreadableSheet
from kafkasder.core.imports.cells import text_of
from kafkasder.core.imports.cleaning import FieldCleaner
from kafkasder.core.imports.table_rules import TableRules

from ... import policy
from ...choices import ChequeState
from ...models import Donation, DonationItem
from ...models.methods import FIELDS, NEEDS_APPROVAL
from ...services.giving import check, entry_of
from ...states import DonationState
from .columns import COLUMNS, SheetState
from .form import DonationSheetForm
from .givers import Givers, Said
from .known import Keys, Known, known_donations
from .places import Places

_NEEDED = ("amount", "method", "day")
_PLAIN: tuple[str, ...] = (
    "amount",
    "currency",
    "method",
    "kind",
    "purpose",
    "day",
    "notes",
    "tribute_kind",
    "tribute_name",
)
_PLAIN += ("from_abroad", "derbis_number", *{name for fields in FIELDS.values() for name in fields})
_FIELDS = {each.form_field for each in COLUMNS}
_BLAMED = {
    "donation_amount_positive": "amount",
    "donation_rate_of_foreign_money": "rate",
    "donation_tribute_whole": "tribute_name",
    "donation_condition_told": "purpose",
    "donation_from_abroad_by_bank": "from_abroad",
}
"""The columns that broken rules are about; all others are about the row, or about the field in their name."""

_UNTIL_STORED = "donation_taken_in_is_recorded"  # the record comes when the gift is stored


@dataclass
class Gift(Unit):
    """A row as it was cleaned, and the donation that it becomes."""

    cleaned: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    donation: Donation | None = None

    @property
    def row(self) -> Row:
        return self.rows[0]

    @property
    def gift(self) -> Donation:
        assert self.donation
        return self.donation


class DonationImporter(Importer[Gift]):
    """What was imported before is known again by its key and left as it is; money is never changed by a sheet.

    `new_donors` registers givers who are not known; `accounts` names those to take where a row does not say one.
    """

    name, columns = "donations: gifts", COLUMNS

    def __init__(
        self, *, by: Any, mode: Mode = Mode.INSERT, new_donors: bool = False, accounts: Iterable[str] = ()
    ) -> None:
        policy.can_import_donations(by, new_donors=new_donors).require()
        if mode is not Mode.INSERT:
            raise UnreadableSheet(_("Bağışlar içe aktarmayla değiştirilmez, yalnız eklenir (--mode insert)."))
        self.by, self.mode = by, mode
        try:
            self._places = Places(accounts)
        except ValidationError as error:
            raise UnreadableSheet(" ".join(error.messages)) from None
        self._givers = Givers(by=by, takes_new=new_donors)
        self._cleaner = FieldCleaner(DonationSheetForm, COLUMNS)
        self._rules, self._keys = TableRules(Donation), Keys()
        self._headers: Mapping[str, str] = {}

    def missing_columns(self, found: Iterable[str]) -> list[str]:
        there = set(found)
        missing = [str(each.label) for each in self.columns if each.name in _NEEDED and each.name not in there]
        if not there & {"donor", "donor_number", "donor_phone", "donor_email"}:
            missing.insert(0, str(self.columns[0].label))
        return missing

    def use_headers(self, headers: Mapping[str, str]) -> None:
        self._headers = headers

    def units(self, rows: Iterator[Row]) -> Iterator[Gift]:
        return (Gift([row]) for row in rows)

    def check(self, unit: Gift) -> None:
        unit.cleaned, wrong = self._cleaner.clean(unit.row.values)
        for column, error in wrong.items():
            self._complain(unit, column, error)
        for name in _NEEDED:
            if name not in unit.cleaned and name not in wrong:
                self._complain(unit, name, ValidationError(_("Bu alan zorunludur.")))
        if unit.problems:
            return
        try:
            unit.key = self._keys.of(unit.cleaned, unit.row.line)
        except ValidationError as error:
            self._complain(unit, "sheet_number", error)

    def match(self, units: Sequence[Gift]) -> None:
        units = [unit for unit in units if not unit.problems]
        known = known_donations([(unit.key, unit.cleaned) for unit in units])
        self._givers.look_up(Said.by(unit.cleaned) for unit in units)
        with rules.remembering():
            for unit in units:
                self._match(unit, known)

    def save(self, units: Sequence[Gift], tally: Tally) -> None:
        new = [unit.gift for unit in units if unit.donation]
        tally.add(_("Yeni bağışçı"), self._givers.store(gift.donor for gift in new))
        for gift, key in zip(new, reserve_keys(Donation, len(new)), strict=True):
            gift.pk, gift.donor_id = key, gift.donor.pk
        self._take_in([gift for gift in new if gift.state == DonationState.COMPLETED])
        copy_rows(Donation, new)
        copy_rows(DonationItem, [_goods(unit) for unit in units if unit.donation and _is_in_kind(unit.donation)])
        tally.created += len(new)
        tally.unchanged += len(units) - len(new)
        tally.add(_("Onay ya da tahsilat bekleyen bağış"), sum(gift.state == DonationState.PENDING for gift in new))

    def _match(self, unit: Gift, known: Known) -> None:
        unit.donation = None
        try:
            if not known.holds(unit.key, unit.cleaned):
                unit.donation = self._donation(unit)
        except ValidationError as error:
            self._complain(unit, "donor", error)

    def _take_in(self, gifts: Sequence[Donation]) -> None:
        """Write what came into the ledger, in a few statements."""
        now = timezone.now()
        records = book_many(entries=[entry_of(gift) for gift in gifts], by=self.by)
        for gift, record in zip(gifts, records, strict=True):
            gift.record, gift.completed_at = record, now

    def _donation(self, unit: Gift) -> Donation:
        """Return the donation of a row; raise ValidationError, by column, for what is wrong with it."""
        said = unit.cleaned
        donation = Donation(**{name: said[name] for name in _PLAIN if name in said}, import_key=unit.key)
        donation.created_by = self.by
        donation.donor = self._givers.find(Said.by(said))
        donation.fund = self._places.fund(said.get("fund", ""), donation.kind)
        donation.account = self._places.account(said.get("account", ""), donation.method, donation.currency)
        donation.campaign = self._places.campaign(said.get("campaign", ""))
        donation.rate = self._places.rate(said.get("rate"), donation.currency, donation.day)
        self._complete(donation)
        waits = donation.method in NEEDS_APPROVAL or said.get("state") == SheetState.PENDING
        donation.state = DonationState.PENDING if waits else DonationState.COMPLETED
        if not waits and self._places.is_locked(donation.day):
            raise ValidationError({"day": _("Bu ay kilitli; kayıt açık bir güne yazılmalıdır.")})
        check(donation)
        self._ask_table(unit, donation)
        return donation

    def _complete(self, donation: Donation) -> None:
        """Fill in what a way of paying has and sheets do not say."""
        match donation.method:
            case PaymentMethod.ONLINE:
                donation.three_d_secure = bool(donation.three_d_secure)
            case PaymentMethod.SMS:
                donation.billing_month = (donation.billing_month or donation.day).replace(day=1)
            case PaymentMethod.CHEQUE:
                donation.cheque_state = ChequeState.HELD

    def _ask_table(self, unit: Gift, donation: Donation) -> None:
        """Complain of the rules of the table itself that a row breaks, all at once."""
        broken = [rule for rule in self._rules.broken_by(donation) if rule.name != _UNTIL_STORED]
        for rule in [each for each in broken if _has_words(each)] or broken[:1]:
            named = rule.name.removeprefix("donation_").removesuffix("_of_its_method")
            column = _BLAMED.get(rule.name) or (named if named in _FIELDS else "")
            self._complain(unit, column, ValidationError(str(rule.violation_error_message)))

    def _complain(self, unit: Gift, name: str, error: ValidationError) -> None:
        """Note what is wrong with a cell; an error that names fields of its own is about those."""
        if hasattr(error, "error_dict"):
            for field_name, errors in error.error_dict.items():
                self._complain(unit, field_name, ValidationError(errors))
            return
        column = next((each for each in self.columns if each.form_field == name), None)
        value = text_of(unit.row.values.get(column.name)) if column else ""
        shown = column.mask(value) if column and column.mask and value else value
        header = (self._headers.get(column.name) or str(column.label)) if column else ""
        unit.problems += [Problem(unit.row.line, header, value, reason, shown) for reason in error.messages]


def _has_words(rule: CheckConstraint) -> bool:
    return rule.violation_error_message != rule.default_violation_error_message


def _is_in_kind(donation: Donation) -> bool:
    return donation.method == PaymentMethod.IN_KIND


def _goods(unit: Gift) -> DonationItem:
    said = unit.cleaned
    item = DonationItem(
        donation=unit.gift, category=said.get("item_category") or _("Ayni bağış"), value=unit.gift.amount
    )
    item.quantity = said.get("item_quantity") or 1
    item.unit = said.get("item_unit") or item.unit
    return item
