"""By what a row is known again, so that a sheet that is imported for the second time doubles nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kafkasder.core.text import fold

from ...models import Donation
from ...states import DonationState

_TELLING: tuple[str, ...] = (
    "donor",
    "donor_number",
    "donor_phone",
    "donor_email",
    "amount",
    "currency",
    "method",
    "kind",
    "day",
)
_TELLING += ("purpose", "fund", "campaign", "account", "reference", "cheque_number", "sms_phone", "tribute_name")
_ENDED = (DonationState.CANCELLED, DonationState.REJECTED)


class Keys:
    """Gives each row of one sheet its key.

    A number of the sheet's own (receipt, record) is one together with its day. Without it all that a row says makes the
    key, and how many equal rows stood above it: two equal gifts of a day are two, and a sheet has the same keys again.
    """

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._equal: Counter[str] = Counter()

    def of(self, said: Mapping[str, Any], line: int) -> str:
        if number := said.get("sheet_number"):
            key = f"no:{said['day']:%Y%m%d}:{fold(number)}"
            if (first := self._lines.setdefault(key, line)) != line:
                raise ValidationError(_("Bu kayıt %(line)d. satırda da var.") % {"line": first})
            return key
        text = "\x1f".join(fold(str(said.get(name, ""))) for name in _TELLING)
        digest = sha256(text.encode()).hexdigest()[:32]
        self._equal[digest] += 1
        return f"row:{digest}:{self._equal[digest]}"


@dataclass(frozen=True)
class Known:
    """The donations that a batch of rows may be."""

    amounts: Mapping[str, tuple[int, Decimal]]
    payments: frozenset[tuple[Any, ...]]

    def holds(self, key: str, said: Mapping[str, Any]) -> bool:
        """Tell whether a row is registered; raise ValidationError if its number belongs to another amount."""
        if key in self.amounts:
            number, amount = self.amounts[key]
            if amount != said["amount"]:
                told = _("Bu numara ve günle başka tutarda bir bağış var: %(number)d")
                raise ValidationError({"sheet_number": told % {"number": number}})
            return True
        return _payment(said) in self.payments if said.get("reference") else False


def known_donations(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Known:
    """Look up rows by their keys, and payments that were typed in by what their operator or bank called them."""
    keys = Donation.objects.filter(import_key__in=[key for key, _said in rows])
    amounts = {key: (pk, amount) for key, pk, amount in keys.values_list("import_key", "pk", "amount")}
    named = [said for _key, said in rows if said.get("reference")]
    return Known(amounts, frozenset(_typed_in(named)))


def _typed_in(said: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
    """Yield the payments of these days that no sheet brought."""
    if not said:
        return []
    days = Donation.objects.filter(day__in={each["day"] for each in said}, import_key="").exclude(state__in=_ENDED)
    return days.exclude(reference="").values_list("method", "reference", "day", "amount")


def _payment(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return said["method"], said["reference"], said["day"], said["amount"]
