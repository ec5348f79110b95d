"""The columns of a sheet of households and people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import clean_name
from kafkasder.core.identifiers import mask_iban, mask_identity_number, mask_phone
from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import (
    amount_of,
    day_of,
    line_of,
    many_of,
    number_of,
    one_of,
    said_of,
    text_of,
    yes_or_no,
)

from ..choices import (
    Category,
    Education,
    Gender,
    Heating,
    Housing,
    IncomeSource,
    LegalStatus,
    MaritalStatus,
    NoIdentityReason,
    OrphanType,
    Priority,
    Relation,
    SocialSecurity,
    Work,
)
from ..countries import Country
from ..states import HouseholdStatus
from . import words


def _place_name(cell: Any) -> str:
    """Return a name of a place as a name of a person is cleaned: not all in capitals."""
    return clean_name(line_of(cell))


# What decides to which household a row belongs, and what is read from two columns or into two fields.
HOUSEHOLD_KEY = Column(
    "household_key",
    _("Dosya no"),
    "Aile no, Hane no, Hane kodu, Aile kodu, Aile sıra no, Hane, Dosya, Dosya numarası, File number, "
    "Household, Household no, Family no",
    number_of,
)
HEAD_NAME = Column("head_name", _("Hane reisi"), "Aile reisi, Hane reisinin adı soyadı, Head of household", line_of)
FULL_NAME = Column(
    "full_name",
    _("Ad soyad"),
    "Adı soyadı, İsim soyisim, İsim soyad, Adı ve soyadı, Ad soyadı, İsim, Name, Kişi, Üye adı soyadı, "
    "İhtiyaç sahibi, Hane reisi adı soyadı, Hane üyesi",
    line_of,
)
BIRTH = Column(
    "birth",
    _("Doğum tarihi"),
    "Doğ. tarihi, Doğum, D. tarihi, DT, Doğum yılı, Doğ. yılı, Birth date, Date of birth, Birth year",
    day_of,
)
PROVINCE = Column("province", _("İl"), "Şehir, İli, Vilayet, Province, City, İl adı, Adres il", line_of)
DISTRICT = Column("district", _("İlçe"), "İlçesi, Semt, District, Adres ilçe, İl ilçe, İl/ilçe", line_of)
INCOME = Column("income", _("Aylık gelir"), "Gelir, Gelir (TL), Toplam gelir, Hane geliri, Income, Maaş", amount_of)
INCOME_SOURCE = Column(
    "income_source", _("Gelir kaynağı"), "Geçim kaynağı, Income source", one_of(IncomeSource, words.INCOME_SOURCE)
)
RENT = Column("rent", _("Kira tutarı"), "Kira, Kira bedeli, Aylık kira, Rent", amount_of)
STATUS = Column("status", _("Dosya durumu"), "Durum, Hane durumu, Status", one_of(HouseholdStatus))

PERSON_COLUMNS = (
    Column("first_name", _("Ad"), "Adı, İsmi, Kişi adı, Üye adı, First name, Given name", line_of),
    Column("last_name", _("Soyad"), "Soyadı, Soyisim, Soyismi, Last name, Surname, Family name", line_of),
    Column("father_name", _("Baba adı"), "Babasının adı, Father name, Father's name", line_of),
    Column("mother_name", _("Anne adı"), "Annesinin adı, Ana adı, Mother name, Mother's name", line_of),
    Column("previous_last_name", _("Önceki soyadı"), "Kızlık soyadı, Maiden name", line_of),
    Column(
        "identity_number",
        _("Kimlik no"),
        "TC, TCKN, TC no, TC kimlik, TC kimlik no, T.C. kimlik numarası, Kimlik numarası, TC/YKN, YKN, "
        "Yabancı kimlik no, TC kimlik no / YKN, Identity number, National id, Kimlik",
        number_of,
        mask_identity_number,
    ),
    Column(
        "no_identity_reason",
        _("Kimlik numarası neden yok"),
        "Kimliksizlik nedeni",
        one_of(NoIdentityReason, words.NO_IDENTITY_REASON),
    ),
    Column("gender", _("Cinsiyet"), "Cinsiyeti, E/K, Cins, Gender, Sex", one_of(Gender, words.GENDER)),
    Column("nationality", _("Uyruk"), "Uyruğu, Ülke, Ülkesi, Nationality", one_of(Country, words.NATIONALITY)),
    Column(
        "legal_status",
        _("Hukuki durum"),
        "Statü, Statüsü, Hukuki statü, Legal status",
        one_of(LegalStatus, words.LEGAL_STATUS),
    ),
    Column(
        "relation",
        _("Hane reisine yakınlığı"),
        "Yakınlık, Yakınlığı, Yakınlık derecesi, Akrabalık, Relation, Hanedeki yeri, Konumu, Pozisyon",
        one_of(Relation, words.RELATION | dict.fromkeys(words.CHILD_WORDS, Relation.OTHER)),
    ),
    Column(
        "marital_status",
        _("Medeni hâl"),
        "Medeni hali, Medeni durum, Medeni durumu, Marital status",
        one_of(MaritalStatus, words.MARITAL_STATUS),
    ),
    Column(
        "orphan_type",
        _("Yetimlik"),
        "Yetim, Yetim durumu, Yetim/öksüz, Orphan",
        one_of(OrphanType, words.ORPHAN_TYPE | dict.fromkeys(("hayır", "yok", "-", "değil"), "")),
    ),
    Column(
        "education",
        _("Öğrenim"),
        "Eğitim, Eğitim durumu, Öğrenim durumu, Tahsil, Education",
        one_of(Education, words.EDUCATION),
    ),
    Column("work", _("Çalışma durumu"), "İş, İş durumu, Work", one_of(Work, words.WORK)),
    Column("occupation", _("Meslek"), "Mesleği, Occupation, Job", line_of),
    Column(
        "social_security",
        _("Sosyal güvence"),
        "Sosyal güvencesi, SGK, Sigorta, Social security",
        one_of(SocialSecurity, words.SOCIAL_SECURITY),
    ),
    Column(
        "phone",
        _("Telefon"),
        "Tel, Tel no, Telefon no, Telefon numarası, Cep, Cep tel, Cep telefonu, GSM, İletişim, Phone, Mobile,"
        " Telefonu, Cep no, Cep telefon no",
        number_of,
        mask_phone,
    ),
    Column("email", _("E-posta"), "Mail, E-mail, Eposta adresi, Email", said_of),
    Column("iban", _("IBAN"), "IBAN no, Hesap no, Banka hesabı", number_of, mask_iban),
)
HOUSEHOLD_COLUMNS = (
    Column("neighbourhood", _("Mahalle"), "Mahallesi, Mah, Mahalle/köy, Köy, Neighbourhood", _place_name),
    Column("address", _("Açık adres"), "Adres, Adresi, Ev adresi, İkamet adresi, İkamet, Address", _place_name),
    Column(
        "household_phone",
        _("Hane telefonu"),
        "Ev telefonu, Sabit telefon, Ev tel, Home phone",
        number_of,
        mask_phone,
        field="phone",
    ),
    Column("housing", _("Konut"), "Ev durumu, Konut durumu, Oturduğu ev, Housing", one_of(Housing, words.HOUSING)),
    Column("heating", _("Isınma"), "Isınma şekli, Yakacak, Heating", one_of(Heating, words.HEATING)),
    Column(
        "categories",
        _("Kategoriler"),
        "Kategori, Kategorisi, Aile tipi, Kişi tipi, Grup, Category, Categories",
        many_of(Category, words.CATEGORY),
    ),
    Column("priority", _("Öncelik"), "Önceliği, Aciliyet, Priority", one_of(Priority)),
    Column("is_emergency", _("Acil durum"), "Acil, Acil mi, Emergency", yes_or_no),
    Column("reference_name", _("Referans kişi"), "Referans, Referansı, Yönlendiren, Reference", line_of),
    Column("reference_phone", _("Referans telefonu"), "Referans tel, Reference phone", number_of, mask_phone),
    Column("reference_relation", _("Referansın yakınlığı"), "", line_of),
    Column("notes", _("Notlar"), "Not, Açıklama, Açıklamalar, Düşünceler, Notes", text_of),
)
COLUMNS = (
    HOUSEHOLD_KEY,
    HEAD_NAME,
    FULL_NAME,
    *PERSON_COLUMNS,
    BIRTH,
    STATUS,
    PROVINCE,
    DISTRICT,
    *HOUSEHOLD_COLUMNS,
    INCOME,
    INCOME_SOURCE,
    RENT,
)
