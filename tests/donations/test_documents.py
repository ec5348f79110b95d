"""The number of a gift's receipt on the record that it wrote: on its page, in the list and in the book's files."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from donations import services
from finance import book, book_files, documents
from finance.models import FinanceRecord
from finance.services import lock_month

from ..factories import make_user
from . import gift_rows
from .pdf_text import words_of
from .rows_receipts import DAY, make_gift, make_receipt

pytestmark = pytest.mark.django_db


def document_of(gift):
    return documents.with_documents(FinanceRecord.objects.filter(pk=gift.record_id)).get().document


def test_a_receipt_that_is_written_later_stands_on_the_record(client):
    gift, board = make_gift(amount=Decimal(600)), make_user("board")
    assert document_of(gift) == ""
    wrong = make_receipt(gift)
    assert document_of(gift) == str(wrong)
    services.void_receipt(receipt=wrong, reason="Yanlış", by=board)
    assert document_of(gift) == ""
    receipt = make_receipt(gift)
    client.force_login(board)
    for page in (
        gift.record.get_absolute_url(),
        reverse("finance:record_list") + "?columns=description.document_number",
        reverse("finance:book") + f"?yil={DAY.year}",
    ):
        said = client.get(page).content.decode()
        assert str(receipt) in said, page
        assert str(wrong) not in said, page
    assert FinanceRecord.objects.get(pk=gift.record_id).document_number == ""  # the record stays as it was


def test_the_files_of_the_book_name_the_receipt(make_user):
    receipt, number = make_receipt(make_gift()), f"R{DAY.year}"
    slip = make_gift(method="bank", reference=number)
    for month in range(1, DAY.month + 1):
        lock_month(month=DAY.replace(month=month, day=1), by=make_user("board"))
    span = book.Span(DAY.year, DAY.month)
    sheet, paper = io.BytesIO(), io.BytesIO()
    assert book_files.write_xlsx(sheet, span) == book_files.write_pdf(paper, span) == 2
    sheet.seek(0)
    rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert [row[2:4] for row in rows[1:3]] == [["Alındı belgesi", str(receipt)], ["Banka dekontu", slip.reference]]
    assert str(receipt) in words_of(paper.getvalue())


def test_an_e_receipt_is_the_document_of_its_record():
    record = gift_rows.taken_in("cash", derbis_number="2026-DRB-17").record
    assert (record.document_type, record.document_number) == ("e_receipt", "2026-DRB-17")
