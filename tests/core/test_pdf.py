"""PDF files: Turkish letters and the sign of the lira are in the fonts, and every page says which it is."""

import io

import pytest
from reportlab.pdfbase import pdfmetrics

from kafkasder.core import pdf

LETTERS = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZabcçdefgğhıijklmnoöprsştuüvyzâîûÂÎÛ0123456789₺€£$−–·“”’%"


@pytest.mark.parametrize("font", [pdf.FONT, pdf.BOLD])
def test_the_fonts_have_every_letter(font):
    glyphs = pdfmetrics.getFont(font).face.charToGlyph
    assert not [letter for letter in LETTERS if ord(letter) not in glyphs]


def test_a_long_table_goes_over_numbered_pages():
    file, rows = io.BytesIO(), [(f"Şişli <b>{number}</b> & İğdır", "1.234,56 ₺") for number in range(120)]
    story = [pdf.title("Bağış raporu"), pdf.heading("Aylar"), pdf.table(["Ay", "Tutar"], rows, numbers=[1], sums=1)]
    pdf.write_document(file, story, title="Bağış raporu", foot="Kafkasder")
    written = file.getvalue()
    assert written.startswith(b"%PDF")
    assert written.count(b"/Type /Page\n") == 3
