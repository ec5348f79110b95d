"""The columns of a sheet of incomes and expenses."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import amount_of, day_of, line_of, one_of, said_of
from kafkasder.core.money import clean_money

from ..choices import Category, Direction, DocumentType, PaymentMethod

_DIRECTION_WORDS = {
    "giriş": "income",
    "gelen": "income",
    "tahsilat": "income",
    "alacak": "income",
    "çıkış": "expense",
    "giden": "expense",
    "ödeme": "expense",
    "harcama": "expense",
    "borç": "expense",
}
_CATEGORY_WORDS = {
    "bağış": "in_donation",
    "nakit bağış": "in_donation",
    "aidat": "in_dues",
    "kira gideri": "out_rent",
    "elektrik": "out_utilities",
    "su": "out_utilities",
    "doğalgaz": "out_utilities",
    "telefon": "out_comms",
    "internet": "out_comms",
    "kırtasiye": "out_office",
    "yakıt": "out_transport",
    "akaryakıt": "out_transport",
    "maaş": "out_staff",
    "sgk": "out_tax",
    "vergi": "out_tax",
    "masraf": "out_bank_fee",
    "komisyon": "out_bank_fee",
    "muhasebe": "out_accounting",
    "yardım": "out_aid_cash",
    "gıda": "out_aid_kind",
    "diğer gelirler": "in_other",
    "diğer giderler": "out_other",
}
_METHOD_WORDS = {
    "kasa": "cash",
    "peşin": "cash",
    "elden": "cash",
    "çek": "cheque",
    "senet": "cheque",
    "pos": "pos",
    "kredi kartı": "pos",
    "sanal pos": "online",
    "online": "online",
    "internet": "online",
    "banka": "bank",
    "havale": "bank",
    "eft": "bank",
    "fast": "bank",
}
_DOCUMENT_WORDS = {
    "makbuz": "receipt",
    "alındı": "receipt",
    "dekont": "bank_slip",
    "fiş": "till",
    "smm": "freelance",
    "maaş bordrosu": "payroll",
}


def money_of(cell: Any) -> str:
    """Return an amount as records hold it, so that a row is known again; what is none is left to the form."""
    said = amount_of(cell)
    try:
        amount = clean_money(said) if isinstance(said, str) and said else said
    except ValidationError:
        return str(said)
    return str(amount.quantize(Decimal("0.01"))) if isinstance(amount, Decimal) else ""


COLUMNS = (
    Column(
        "day",
        _("Tarih"),
        "Gün, İşlem tarihi, Kayıt tarihi, Belge tarihi, Fiş tarihi, Valör, Date",
        day_of,
    ),
    Column(
        "direction",
        _("Yön"),
        "Gelir gider, Gelir/Gider, Tür, İşlem türü, Tip, B/A, Type",
        one_of(Direction, _DIRECTION_WORDS),
    ),
    Column(
        "amount",
        _("Tutar"),
        "Miktar, Bedel, Meblağ, Toplam, Tutar TL, Amount",
        money_of,
    ),
    Column(
        "income",
        _("Gelir"),
        "Giriş, Gelen, Tahsilat, Alacak, Gelir tutarı, Income",
        money_of,
    ),
    Column(
        "expense",
        _("Gider"),
        "Çıkış, Giden, Ödeme, Harcama, Borç, Gider tutarı, Expense",
        money_of,
    ),
    Column(
        "description",
        _("Açıklama"),
        "Detay, Konu, İzahat, İşlem açıklaması, Not, Description",
        line_of,
    ),
    Column(
        "category",
        _("Kategori"),
        "Gelir gider türü, Kalem, Hesap kalemi, Cinsi, Gelirin cinsi, Giderin cinsi, Category",
        one_of(Category, _CATEGORY_WORDS),
    ),
    Column(
        "fund",
        _("Fon"),
        "Fon kodu, Fon adı, Kaynak, Fund",
        said_of,
    ),
    Column(
        "account",
        _("Kasa/banka"),
        "Kasa, Hesap, Hesap adı, Banka hesabı, Kasa adı, Banka adı, Account",
        said_of,
    ),
    Column(
        "method",
        _("Ödeme yöntemi"),
        "Ödeme şekli, Ödeme türü, Yöntem, Payment method",
        one_of(PaymentMethod, _METHOD_WORDS),
    ),
    Column(
        "document_type",
        _("Belge türü"),
        "Belge, Evrak türü, Belge cinsi, Fiş türü, Document",
        one_of(DocumentType, _DOCUMENT_WORDS),
    ),
    Column(
        "document_number",
        _("Belge no"),
        "Fiş no, Fatura no, Makbuz no, Evrak no, Dekont no, Belge numarası, No",
        line_of,
    ),
    Column(
        "counterparty",
        _("Kimden/kime"),
        "Kimden, Kime, Cari, Cari hesap, Firma, Kişi, Unvan, Ad soyad, İlgili, Party",
        line_of,
    ),
)
