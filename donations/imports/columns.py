"""The columns of a sheet of donors."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.identifiers import mask_identity_number, mask_phone
from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import day_of, line_of, number_of, one_of, said_of, text_of, yes_or_no
from kafkasder.core.places import find_district, find_place

from ..choices import Channel, DonorKind
from .words import NO, YES

KIND_WORDS = {
    "kişi": "individual",
    "şahıs": "individual",
    "gerçek kişi": "individual",
    "birey": "individual",
    "şirket": "company",
    "firma": "company",
    "işletme": "company",
    "tüzel kişi": "company",
    "dernek": "ngo",
    "vakıf": "ngo",
    "stk": "ngo",
    "kamu": "public",
    "belediye": "public",
}
_CONSENTS = {
    Channel.PHONE: (_("Telefon izni"), "Arama izni, Telefonla arama izni, Telefon onayı"),
    Channel.SMS: (_("SMS izni"), "SMS onayı, Mesaj izni, İleti izni"),
    Channel.WHATSAPP: (_("WhatsApp izni"), "WhatsApp onayı"),
    Channel.EMAIL: (_("E-posta izni"), "Mail izni, E-posta onayı, Eposta izni"),
    Channel.POST: (_("Posta izni"), "Mektup izni, Posta onayı"),
}


def _word_of(cell: Any) -> str:
    """Return what a cell says of a consent; an empty one says nothing, and no less than yes is a yes."""
    return (YES if yes_or_no(cell) else NO) if text_of(cell) else ""


def _province_of(cell: Any) -> str:
    """Return the plate of the province that a cell names; a text that names none is left to the form."""
    text = said_of(cell)
    plate = find_place(text).plate if text else None
    return str(plate) if plate else text


def consent_field(channel: str) -> str:
    return f"consent_{channel}"


COLUMNS = (
    Column("name", _("Ad soyad / unvan"), "Bağışçı, Ad, Ad soyad, Adı soyadı, İsim, Unvan, Donor, Name", line_of),
    Column("kind", _("Tür"), "Bağışçı türü, Tip, Kişi türü, Type, Kind", one_of(DonorKind, KIND_WORDS)),
    Column(
        "number",
        _("T.C. kimlik no / vergi no"),
        "TC, T.C., TCKN, TC kimlik no, Kimlik no, Vergi no, VKN, TCKN/VKN, VKN/TCKN, Vergi numarası, Tax number",
        number_of,
        mask=mask_identity_number,
    ),
    Column("contact_name", _("İlgili kişi"), "Yetkili, Yetkili kişi, İrtibat, İrtibat kişisi, Contact", said_of),
    Column("phone", _("Telefon"), "Tel, Cep, Cep telefonu, Telefon no, GSM, Phone, Mobile", number_of, mask=mask_phone),
    Column("email", _("E-posta"), "Mail, Email, E-mail, Eposta, E-posta adresi", said_of),
    Column("province", _("İl"), "Şehir, İli, City, Province", _province_of),
    Column("district", _("İlçe"), "İlçesi, District, Town", said_of),
    Column("address", _("Açık adres"), "Adres, Address, Ev adresi, İş adresi", line_of),
    Column("labels", _("Etiketler"), "Etiket, Grup, Sınıf, Tags, Labels", said_of),
    Column("notes", _("Notlar"), "Not, Açıklama, Notes", text_of),
    *(Column(consent_field(each), *words, _word_of) for each, words in _CONSENTS.items()),
    Column("consent_on", _("İzin tarihi"), "Onay tarihi, İzinlerin tarihi, Consent date", day_of),
)


def district_in(province: str, text: str) -> str:
    """Return the official name of a district as the sheet wrote it; what is not understood is left to the form."""
    found = find_district(int(province), text) if province.isdigit() and text else None
    return text if found is None else found
