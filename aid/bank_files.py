"""The file by which a bank pays a list: columns, headings and the writing of amounts as the bank's template says."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.identifiers import clean_iban
from kafkasder.core.lists import Export, Format
from kafkasder.core.lists.export import csv_value
from kafkasder.core.text import squeeze

from .choices import AmountFormat
from .models import Aid, BankTemplate, PaymentList
from .states import AidState

COLUMNS: Final[dict[str, str | Promise]] = {
    "holder": gettext_lazy("Alıcı adı soyadı"),
    "iban": gettext_lazy("Alıcı IBAN"),
    "amount": gettext_lazy("Tutar"),
    "currency": gettext_lazy("Para birimi"),
    "description": gettext_lazy("Açıklama"),
    "reference": gettext_lazy("Referansımız"),
    "file_number": gettext_lazy("Dosya no"),
    "day": gettext_lazy("Ödeme günü"),
}
"""What a bank's file may hold of each payment."""
_AT_A_TIME = 2_000
_MOST_TOLD = 10
_MARK = "YD"
_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def reference_of(key: int) -> str:
    """Return the reference by which the bank names a payment in its answer."""
    return f"{_MARK}{key:08d}"


def payments_of(payment_list: PaymentList) -> Any:
    """Return what the bank has not answered yet, in the order of the file."""
    rows = payment_list.aids.filter(state=AidState.SENT)
    return rows.select_related("bank_account__person", "household").order_by("pk")


def amount_text(amount: Decimal, form: str) -> str:
    """Write an amount as a bank wants it."""
    if form == AmountFormat.CENTS:
        return str(int(amount * 100))
    if form == AmountFormat.GROUPED:
        return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    plain = f"{amount:.2f}"
    return plain.replace(".", ",") if form == AmountFormat.COMMA else plain


def write_bank_file(payment_list: PaymentList, template: BankTemplate, form: Format) -> Export:
    """Write the file. Raise ValidationError if there is nothing to pay, or an IBAN whose check digits do not agree."""
    rows = list(_rows(payment_list))
    if not rows:
        raise ValidationError(_("Bankaya gidecek ödeme kalmadı."), code="nothing_sent")
    fields = [each["field"] for each in template.columns if each["field"] in COLUMNS]
    heading = [each["heading"] for each in template.columns if each["field"] in COLUMNS]
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    write = _write_csv if form == Format.CSV else _write_xlsx
    write(file, template, heading if template.has_heading else None, ([row[name] for name in fields] for row in rows))
    return Export(file, f"{payment_list.number}.{form}", _TYPES[form], len(rows))


def _rows(payment_list: PaymentList) -> Iterator[dict[str, Any]]:
    wrong = []
    words = _("Yardım ödemesi %(month)s %(list)s") % {
        "month": f"{payment_list.period:%m.%Y}",
        "list": payment_list.number,
    }
    for aid in payments_of(payment_list).iterator(chunk_size=_AT_A_TIME):
        if not (iban := _checked(aid)):
            wrong.append(aid.household.file_number)
            continue
        yield {
            "holder": squeeze(aid.bank_account.holder),
            "iban": iban,
            "amount": aid.amount,
            "currency": aid.currency,
            "description": words,
            "reference": reference_of(aid.pk),
            "file_number": aid.household.file_number,
            "day": payment_list.paid_on,
        }
    if wrong:
        told = _("%(count)d hanenin IBAN'ı geçersiz; ödemelerini “ödenemedi” yapın: %(households)s")
        shown = ", ".join(wrong[:_MOST_TOLD])
        raise ValidationError(told % {"count": len(wrong), "households": shown}, code="iban")


def _checked(aid: Aid) -> str:
    """Return the IBAN if its check digits agree (mod 97); they are asked again whatever the form once asked."""
    account = aid.bank_account
    try:
        return clean_iban(account.iban) if account and account.iban else ""
    except ValidationError:
        return ""


Rows = Iterable[list[Any]]


def _write_csv(file: IO[bytes], template: BankTemplate, heading: list[str] | None, rows: Rows) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=template.separator, lineterminator="\r\n")
    if heading:
        writer.writerow([csv_value(each) for each in heading])
    writer.writerows([_csv_cell(value, template) for value in row] for row in rows)
    text.detach()


def _csv_cell(value: Any, template: BankTemplate) -> str:
    return amount_text(value, template.amount_format) if isinstance(value, Decimal) else csv_value(value)


def _write_xlsx(file: IO[bytes], template: BankTemplate, heading: list[str] | None, rows: Rows) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "dd.mm.yyyy"})
        start = 0
        if heading:
            sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
            start = 1
        for number, row in enumerate(rows, start=start):
            for place, value in enumerate(row):
                if isinstance(value, Decimal):
                    _xlsx_amount(sheet, number, place, value, template, money)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_datetime(number, place, value, day)


def _xlsx_amount(sheet: Any, row: int, place: int, amount: Decimal, template: BankTemplate, form: Any) -> None:
    if template.amount_format == AmountFormat.CENTS:
        sheet.write_number(row, place, int(amount * 100))
    else:
        sheet.write_number(row, place, amount, form)
