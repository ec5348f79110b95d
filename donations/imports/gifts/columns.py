"""The columns of a sheet of donations."""

from datetime import date
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency, PaymentMethod
from kafkasder.core.identifiers import mask_iban, mask_identity_number, mask_phone
from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import (
    amount_of,
    coming_day_of,
    day_of,
    line_of,
    number_of,
    one_of,
    said_of,
    text_of,
    yes_or_no,
)
from kafkasder.core.text import fold

from ...choices import CardBrand, DonorKind, Gateway, GiftKind, Operator, TributeKind, Unit
from ..columns import KIND_WORDS


class SheetState(models.TextChoices):
    """What a sheet may say of a gift: its money came, or is expected; what ended is not brought in."""

    COMPLETED = "completed", _("Tahsil edildi")
    PENDING = "pending", _("Beklemede")


_CURRENCIES = {
    **dict.fromkeys(("tl", "₺", "lira", "ytl", "trl"), "TRY"),
    **dict.fromkeys(("$", "dolar", "us dolar", "amerikan doları"), "USD"),
    **dict.fromkeys(("€", "euro", "yuro", "eur"), "EUR"),
    **dict.fromkeys(("£", "sterlin", "pound"), "GBP"),
    **dict.fromkeys(("altın", "gram", "gr", "gr altın", "has altın"), "XAU"),
}
_SIGNS: Final = {"₺": "TRY", "$": "USD", "€": "EUR", "£": "GBP"}
_METHODS = {
    **dict.fromkeys(("nakit", "elden", "peşin", "kasa", "nakit (elden)", "cash"), "cash"),
    **dict.fromkeys(("çek", "senet", "cek_senet", "çek senet", "bono", "cheque"), "cheque"),
    **dict.fromkeys(("kredi_karti", "kredi kartı", "kart", "pos", "banka kartı", "fiziki pos", "k.kartı"), "pos"),
    **dict.fromkeys(("online", "online ödeme", "sanal pos", "internet", "web", "web sitesi", "site"), "online"),
    **dict.fromkeys(("banka_havalesi", "banka havalesi", "banka", "havale", "eft", "fast"), "bank"),
    **dict.fromkeys(("havale/eft", "havale eft", "iban", "düzenli ödeme", "otomatik ödeme", "ptt"), "bank"),
    **dict.fromkeys(("sms", "mesaj", "kısa mesaj", "sms bağışı"), "sms"),
    **dict.fromkeys(("ayni", "ayni bağış", "eşya", "mal", "gıda"), "in_kind"),
}
_KINDS = {
    **dict.fromkeys(("genel", "bağış", "nakdi bağış", "nakdi", "serbest"), "general"),
    **dict.fromkeys(("zekat", "zekât bağışı"), "zekat"),
    **dict.fromkeys(("fıtır sadakası", "fitre bağışı", "fıtır"), "fitre"),
    **dict.fromkeys(("kurban", "vacip kurban", "kurban bağışı"), "kurban"),
    **dict.fromkeys(("nafile kurban", "şükür kurbanı"), "kurban_nafile"),
    **dict.fromkeys(("yetim", "yetim bağışı", "sponsorluk"), "orphan"),
    **dict.fromkeys(("burs", "öğrenci bursu"), "scholarship"),
    **dict.fromkeys(("koli", "gıda kolisi", "ramazan", "kumanya"), "ramadan"),
    **dict.fromkeys(("kuyu", "su kuyusu bağışı"), "water_well"),
    **dict.fromkeys(("acil yardım", "afet", "deprem"), "emergency"),
    **dict.fromkeys(("şartlı", "koşullu bağış"), "conditional"),
    **dict.fromkeys(("üye aidatı", "üyelik aidatı"), "dues"),
    **dict.fromkeys(("kermes", "etkinlik"), "event"),
}
_STATES = {
    **dict.fromkeys(
        ("tamamlandı", "ödendi", "alındı", "geldi", "onaylandı", "tahsil", "completed", "paid"), "completed"
    ),
    **dict.fromkeys(("bekliyor", "ödenmedi", "taahhüt", "pending"), "pending"),
}
_OPERATORS = {"turkcell": "turkcell", "vodafone": "vodafone", "türk telekom": "turk_telekom", "avea": "turk_telekom"}
_UNITS = {
    "ad": "piece",
    "adet": "piece",
    "kilo": "kg",
    "kilogram": "kg",
    "lt": "litre",
    "mt": "metre",
    "paket": "parcel",
}
_read_currency = one_of(Currency, _CURRENCIES)


def currency_of(cell: Any) -> str:
    text = line_of(cell)
    return _SIGNS.get(text) or _read_currency(text)


def month_of(cell: Any) -> date | int | str:
    """Return the first day of the month that a cell names, as `03.2026`, or as any day of it."""
    text = text_of(cell)
    day = day_of(f"01.{text}" if text.count(".") == 1 or text.count("/") == 1 else cell)
    return day.replace(day=1) if isinstance(day, date) else day


def _yes_or_nothing(cell: Any) -> str:
    return "true" if yes_or_no(cell) else ""


DONOR_COLUMNS = (
    Column("donor", _("Bağışçı"), "Ad soyad, Adı soyadı, Bağışçı adı, Gönderen, Kimden, İsim, Unvan, Donor", line_of),
    Column(
        "donor_number",
        _("T.C. kimlik no / vergi no"),
        "TC, TCKN, TC / Vergi no, TC kimlik no, Kimlik no, Vergi no, VKN, TCKN/VKN, VKN/TCKN, Tax number",
        number_of,
        mask=mask_identity_number,
    ),
    Column("donor_phone", _("Telefon"), "Tel, Cep, Cep telefonu, GSM, Phone", number_of, mask=mask_phone),
    Column("donor_email", _("E-posta"), "Mail, Email, E-mail, Eposta", said_of),
    Column("donor_kind", _("Bağışçı türü"), "Kişi türü, Bağışçı tipi, Donor type", one_of(DonorKind, KIND_WORDS)),
)
GIFT_COLUMNS = (
    Column("amount", _("Tutar"), "Bağış tutarı, Bağış miktarı, Meblağ, Bedel, Değer, Amount", amount_of),
    Column("currency", _("Para birimi"), "Döviz, Döviz cinsi, Para cinsi, Currency", currency_of),
    Column("rate", _("Kur"), "Döviz kuru, Günün kuru, Rate", text_of),
    Column(
        "method",
        _("Ödeme yöntemi"),
        "Ödeme şekli, Ödeme türü, Ödeme tipi, Ödeme, Yöntem, Tahsilat şekli, Payment method, paymentMethod",
        one_of(PaymentMethod, _METHODS),
    ),
    Column("kind", _("Bağış türü"), "Bağış tipi, Bağış cinsi, Tür, Türü, Donation type", one_of(GiftKind, _KINDS)),
    Column("purpose", _("Amaç"), "Şart, Şartı, Bağış amacı, Bağış nedeni, Purpose", said_of),
    Column("day", _("Tarih"), "Bağış tarihi, İşlem tarihi, Ödeme tarihi, Makbuz tarihi, Gün, Date", day_of),
    Column(
        "sheet_number",
        _("Fiş/makbuz no"),
        "Kayıt no, Bağış no, Fiş no, Makbuz no, Makbuz/Fiş no, Receipt no, Receipt",
        number_of,
    ),
    Column("state", _("Durum"), "Bağış durumu, Ödeme durumu, Status", one_of(SheetState, _STATES)),
    Column("fund", _("Fon"), "Fonu, Fund", said_of),
    Column("campaign", _("Kampanya kodu"), "Kampanya, Kampanya adı, Proje, Campaign", said_of),
    Column("account", _("Kasa/banka"), "Kasa, Hesap, Hesap adı, Banka hesabı, Giren hesap, Account", said_of),
    Column("notes", _("Notlar"), "Not, Açıklama, Notes", text_of),
    Column("tribute_kind", _("İthaf"), "İthaf türü, Tribute", one_of(TributeKind, {"ruhuna": "in_memory"})),
    Column("tribute_name", _("Kimin için"), "Kimin adına, Adına bağış, Hayrına", line_of),
    Column("from_abroad", _("Yurt dışından"), "Yurt dışı, Abroad", _yes_or_nothing),
    Column("derbis_number", _("DERBİS e-alındı no"), "e-Alındı no, DERBİS no", number_of),
)
METHOD_COLUMNS = (
    Column("reference", _("Dekont no"), "İşlem no, Referans, Referans no, Onay kodu, Provizyon, Slip no", number_of),
    Column("bank_name", _("Banka"), "Banka adı, Gönderen banka, Çekin bankası, Bank", said_of),
    Column("sender_account", _("Gönderen IBAN/hesap"), "IBAN, Gönderen IBAN, Gönderen hesap", said_of, mask=mask_iban),
    Column("cheque_number", _("Çek/senet no"), "Çek no, Senet no, Çek numarası", number_of),
    Column("drawn_on", _("Düzenlenme tarihi"), "Keşide tarihi, Çek tarihi", day_of),
    Column("due_on", _("Vade"), "Vade tarihi, Vadesi, Due date", coming_day_of),
    Column("card_digits", _("Kartın son dört hanesi"), "Kart no, Son dört hane, Kart son 4", number_of),
    Column("card_brand", _("Kart türü"), "Kart tipi, Kart markası", one_of(CardBrand, {"master": "mastercard"})),
    Column("terminal", _("POS no"), "Terminal, Terminal no", number_of),
    Column("gateway", _("Ödeme kuruluşu"), "Sanal POS kuruluşu, Altyapı, Gateway", one_of(Gateway)),
    Column("three_d_secure", _("3D Secure"), "3D, 3DS", _yes_or_nothing),
    Column("operator", _("Operatör"), "GSM operatörü, Operator", one_of(Operator, _OPERATORS)),
    Column("sms_phone", _("Gönderen telefon"), "SMS telefonu, SMS numarası", number_of, mask=mask_phone),
    Column("sms_code", _("SMS kodu"), "Anahtar kelime, SMS anahtarı", said_of),
    Column("billing_month", _("Fatura ayı"), "Fatura dönemi, Dönem", month_of),
    Column("place", _("Konduğu yer"), "Depo, Yeri, Teslim yeri", said_of),
    Column("condition", _("Durumu"), "Malın durumu, Kondisyon", said_of),
    Column("food_bank", _("Gıda bankacılığı"), "Gıda bankası", _yes_or_nothing),
    Column("invoice_number", _("Bağışçının fatura no"), "Fatura no, Fatura numarası", number_of),
    Column("item_category", _("Malın cinsi"), "Malzeme, Ürün, Eşya, Cinsi, Mal", line_of),
    Column("item_quantity", _("Miktar"), "Adet, Mal miktarı, Quantity", amount_of),
    Column("item_unit", _("Birim"), "Ölçü birimi, Unit", one_of(Unit, _UNITS)),
)
COLUMNS = (*DONOR_COLUMNS, *GIFT_COLUMNS, *METHOD_COLUMNS)
NOBODY: Final = frozenset(
    map(fold, ("isimsiz", "anonim", "hayırsever", "bir hayırsever", "ismini vermek istemeyen", "gizli", "anonymous"))
)
"""The words for a giver who wants to stay unnamed."""
