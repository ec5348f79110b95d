"""What a bank says that it paid: its sheet is read, held against a list, and kept nowhere.

A row names a payment by our reference, wherever in the row that stands; else by the end of its IBAN and its amount, if
these are those of one payment alone.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kafkasder.core.files import MOST_BYTES
from kafkasder.core.imports.cells import line_of
from kafkasder.core.imports.errors import UnreadableSheet
from kafkasder.core.imports.header import SEARCHED_ROWS, Header, UnknownHeader, find_header
from kafkasder.core.imports.sheets import open_sheet
from kafkasder.core.money import clean_money
from kafkasder.core.text import fold_words

from .imports.results import COLUMNS
from .models import PaymentList
from .states import AidState

MOST_ROWS: Final = 200_000
LONGEST_REASON, LONGEST_REFERENCE = 300, 60
_REFERENCE = re.compile(r"\bYD(\d{8,18})\b")
_DIGITS = re.compile(r"\d")
# Words by their beginnings, and those that mean something as a whole word only: "yok" is no "ok", "kredi" no "red".
_PAID = ("odendi", "odenmis", "basarili", "gerceklesti", "tamamlandi", "onaylandi", "islendi", "success")
_PAID_WHOLE = ("ok", "paid")
_FAILED = (
    *("odenemedi", "odenmedi", "basarisiz", "iade", "hata", "redd", "iptal", "olumsuz", "kapali", "gecersiz", "bloke"),
    *("gerceklesmedi", "tamamlanmadi", "onaylanmadi", "islenmedi", "yapilamadi", "fail", "reject", "unsuccess"),
)
_FAILED_WHOLE = ("red", "ret", "nok")
_TURNS = ("degil", "yok", "olmadi", "edilmedi", "not", "no")  # words that turn the others around


@dataclass(frozen=True)
class Problem:
    """A row of the sheet that says nothing certain about a payment, and why."""

    line: int
    text: str
    why: str


@dataclass
class Matches:
    """What a sheet says of a list: references of what was paid and reasons of what failed, by the payments' keys.

    `unsaid` tells that it has a column neither for results nor for reasons: its rows stand as paid only if somebody
    who knows the bank says so.
    """

    paid: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    silent: int = 0
    unsaid: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.paid or self.failed)


@dataclass(frozen=True)
class _Waiting:
    """A payment that the bank has not answered yet."""

    key: int
    amount: Decimal
    iban_end: str


class _Known:
    """The payments of a list that wait, by what a sheet may name them by."""

    def __init__(self, payment_list: PaymentList) -> None:
        rows = payment_list.aids.filter(state=AidState.SENT)
        found = rows.values_list("pk", "amount", "bank_account__iban_end")
        self.by_key = {key: _Waiting(key, amount, end or "") for key, amount, end in found}
        self.by_end: dict[tuple[str, Decimal], list[_Waiting]] = defaultdict(list)
        for each in self.by_key.values():
            self.by_end[each.iban_end, each.amount].append(each)


def read_results(payment_list: PaymentList, upload: UploadedFile | None, pasted: str) -> Matches:
    """Hold a bank's sheet against what waits on a list. Raise ValidationError for what cannot be read.

    Nothing is stored; a sheet lies in a file without a name of ours while it is read.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sonuc"
        with path.open("wb") as file:
            if upload is None:
                file.write(pasted.encode())
            elif (upload.size or 0) > MOST_BYTES:
                raise ValidationError({"upload": _("Dosya en çok 20 MB olabilir.")}, code="file_size")
            else:
                for chunk in upload.chunks():
                    file.write(chunk)
        try:
            return _read(payment_list, path)
        except UnknownHeader:
            told = _("Başlık satırı bulunamadı. Referans, IBAN, Tutar, Durum gibi en az iki başlık olmalı.")
            raise ValidationError({"upload": told}, code="header") from None
        except UnreadableSheet as unreadable:
            raise ValidationError({"upload": str(unreadable)}, code="unreadable") from None


def _read(payment_list: PaymentList, path: Path) -> Matches:
    sheet, known, matches = open_sheet(path), _Known(payment_list), Matches()
    header = find_header(list(islice(sheet.rows(), SEARCHED_ROWS + 1)), COLUMNS, {})
    matches.unsaid = not {"result", "reason"} & header.places.keys()
    for line, cells in islice(_rows(sheet, header), MOST_ROWS):
        _judge(matches, known, header, line, cells)
    matches.silent = len(known.by_key) - len(matches.paid) - len(matches.failed)
    return matches


def _rows(sheet: Any, header: Header) -> Iterator[tuple[int, list[Any]]]:
    for line in sheet.rows():
        if line.number > header.line and any(line_of(cell) for cell in line.cells):
            yield line.number, line.cells


def _judge(matches: Matches, known: _Known, header: Header, line: int, cells: list[Any]) -> None:
    said = {
        column.name: column.read(cells[place])
        for column in COLUMNS
        if (place := header.places.get(column.name)) is not None and place < len(cells)
    }
    found = _find(known, said, cells)
    why = found if isinstance(found, str) else ""
    if isinstance(found, _Waiting):
        why = _note(matches, header, found, said)
    if why:
        text = " · ".join(filter(None, map(line_of, cells)))
        matches.problems.append(Problem(line, text[:200], why))


def _find(known: _Known, said: Mapping[str, Any], cells: list[Any]) -> _Waiting | str:
    """Return the payment that a row names, or why there is none."""
    amount = _amount(said.get("amount"))
    keys = {int(key) for cell in cells for key in _REFERENCE.findall(line_of(cell).upper())}
    if len(keys) > 1:
        return _("Satırda birden çok referansımız var.")
    if keys:
        found = known.by_key.get(keys.pop())
        if found is None:
            return _("Bu referans bu listede beklemiyor.")
        if amount is not None and amount != found.amount:
            return _("Tutar, listedeki ödemenin tutarı değil.")
        return found
    digits = "".join(_DIGITS.findall(line_of(said.get("iban"))))
    if len(digits) < 4 or amount is None:
        return _("Referans yok; IBAN ve tutar da okunamadı.")
    same = known.by_end.get((digits[-4:], amount), [])
    if len(same) > 1:
        return _("IBAN sonu ve tutar birden çok ödemeye uyuyor.")
    return same[0] if same else _("IBAN sonuna ve tutara uyan bekleyen ödeme yok.")


def _amount(value: Any) -> Decimal | None:
    if isinstance(value, str):
        try:
            return clean_money(value)
        except ValidationError:
            return None
    return value if isinstance(value, Decimal) else None


def _note(matches: Matches, header: Header, found: _Waiting, said: Mapping[str, Any]) -> str:
    """Keep what a row says of a payment; return why not, where that is not clear."""
    if found.key in matches.paid or found.key in matches.failed:
        return _("Bu ödeme dosyada ikinci kez geçiyor.")
    word, reason = line_of(said.get("result")), line_of(said.get("reason"))
    result = _result(word) if "result" in header.places else not reason
    if result is None:
        return _("Sonuç anlaşılamadı: “%(word)s”") % {"word": word[:40]}
    if result:
        matches.paid[found.key] = line_of(said.get("bank_reference"))[:LONGEST_REFERENCE]
    else:
        matches.failed[found.key] = (reason or word or _("Banka ödeyemedi"))[:LONGEST_REASON]
    return ""


def _result(word: str) -> bool | None:
    """Tell whether words say paid or failed; None if they say neither, both, or that something is not so.

    Money that was paid is never taken for failed by a guess: it would be paid once more.
    """
    words = fold_words(word)
    paid = any(each.startswith(_PAID) or each in _PAID_WHOLE for each in words)
    failed = any(each.startswith(_FAILED) or each in _FAILED_WHOLE for each in words)
    if paid is failed or any(each in _TURNS for each in words):
        return None
    return paid
