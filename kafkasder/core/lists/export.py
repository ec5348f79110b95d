"""Files of all rows that a list's address asks for: CSV as Turkish Excel opens it, and XLSX.

The rows come from a server-side cursor, one snapshot in the list's order, and go to a temporary file: memory stays
flat, the number of rows is known before the first byte leaves, and what fails is an error page and not half a file.

Spreadsheets run a text that begins with `=`, `+`, `-`, `@`, a tab or a line break as a formula. In CSV such a text gets
an apostrophe in front, which marks a text in spreadsheets; in XLSX texts are texts and stay as they are.
"""

import csv
import datetime
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import IO, Any

import xlsxwriter
from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.core.handlers.asgi import ASGIRequest
from django.db import transaction
from django.db.models import TextChoices
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from ..viewer import may
from .columns import Column
from .listing import Listing

ROWS_AT_A_TIME = 2_000
BYTES_AT_A_TIME = 64 * 1024
MOST_ROWS_OF_A_SHEET = 1_048_575  # besides the heading
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Format(TextChoices):
    """The kinds of files."""

    CSV = "csv", _("CSV (Excel için)")
    XLSX = "xlsx", _("Excel (XLSX)")


@dataclass(frozen=True)
class Export:
    """A written file, ready to be sent."""

    file: IO[bytes]
    name: str
    content_type: str
    rows: int

    def response(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return the file as a download; under ASGI it leaves in pieces, which only an async stream does."""
        pieces = _AsyncPieces(self.file) if isinstance(request, ASGIRequest) else _Pieces(self.file)
        response = StreamingHttpResponse(pieces, content_type=self.content_type)
        response["Content-Disposition"] = content_disposition_header(True, self.name) or ""
        # Django would press each piece of an async stream into an archive of its own, of which browsers read the first.
        response["Content-Encoding"] = "identity"
        response["Content-Length"] = str(self.file.seek(0, io.SEEK_END))
        self.file.seek(0)
        return response


def columns_for_file(listing: Listing, everything: bool) -> list[Column]:
    """Return the columns on the screen, or every column that there is."""
    return listing.declared.columns_of(listing.viewer) if everything else listing.state.columns


def write_export(listing: Listing, form: Format, *, columns: Sequence[Column], revealed: bool = False) -> Export:
    """Write all rows of `listing` into a file; with `revealed` masked columns are in clear.

    Raise PermissionDenied for whoever is offered no such file, and leave out the columns that they lack the verb for,
    whatever the view asked of them.
    """
    if not listing.may_export or (revealed and not listing.may_reveal):
        raise PermissionDenied
    columns = [column for column in columns if may(listing.viewer, column.verb)]
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    write, content_type = _WRITERS[form]
    with transaction.atomic():  # a server-side cursor lives in a transaction
        objects = listing.ordered.iterator(chunk_size=ROWS_AT_A_TIME)
        counted = _Counted([column.for_file(row, revealed) for column in columns] for row in objects)
        write(file, [str(column.label) for column in columns], counted)
    name = f"{listing.declared.key}-{timezone.localdate().isoformat()}.{form}"
    return Export(file, name, content_type, counted.count)


class _Counted:
    """An iterable that knows afterwards how many there were."""

    def __init__(self, rows: Iterable[list[Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self._rows:
            self.count += 1
            yield row


def _write_csv(file: IO[bytes], heading: list[str], rows: Iterable[list[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([csv_value(value) for value in row] for row in chain([heading], rows))
    text.detach()


def csv_value(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Decimal() | float():
            return str(value).replace(".", ",")
        case int():
            return str(value)
        case datetime.datetime():
            return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
        case datetime.date():
            return f"{value:%d.%m.%Y}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_xlsx(file: IO[bytes], heading: list[str], rows: Iterable[list[Any]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        formats: dict[type, Any] = {
            datetime.datetime: book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
            datetime.date: book.add_format({"num_format": "dd.mm.yyyy"}),
        }
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heading) - 1, 18)
        sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _write_cell(sheet, number, place, value, formats)


def _write_cell(sheet: Any, number: int, place: int, value: Any, formats: dict[type, Any]) -> None:
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
        sheet.write_datetime(number, place, value, formats[datetime.datetime])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(number, place, value, formats[datetime.date])
    elif isinstance(value, Promise):
        sheet.write_string(number, place, str(value))
    elif value not in (None, ""):
        sheet.write(number, place, value)


_WRITERS: dict[Format, tuple[Callable[[IO[bytes], list[str], Iterable[list[Any]]], None], str]] = {
    Format.CSV: (_write_csv, "text/csv; charset=utf-8"),
    Format.XLSX: (_write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class _Pieces:
    """A file in pieces; the response closes it, also when nobody reads it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(BYTES_AT_A_TIME):
            yield piece


class _AsyncPieces:
    """The same for ASGI, which would gather everything that an ordinary iterator gives before it sends."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.close = file.close

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await sync_to_async(self._file.read)(BYTES_AT_A_TIME):
            yield piece
