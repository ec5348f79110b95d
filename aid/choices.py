"""Code lists of the room: stable codes, Turkish labels; codes are stored and never shown."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from finance.choices import Category, PaymentMethod


class AidKind(models.TextChoices):
    """For what a household is helped: the purpose that nobody is paid for twice in one month."""

    CASH = "cash", _("Nakdi yardım")
    IN_KIND = "in_kind", _("Ayni yardım")
    FOOD = "food", _("Gıda yardımı")
    FOOD_CARD = "food_card", _("Alışveriş kartı")
    RAMADAN_BOX = "ramadan_box", _("Ramazan kolisi")
    IFTAR = "iftar", _("İftar/aşevi")
    RENT = "rent", _("Kira yardımı")
    BILLS = "bills", _("Fatura yardımı")
    FUEL = "fuel", _("Yakacak yardımı")
    EDUCATION = "education", _("Eğitim yardımı")
    SCHOLARSHIP = "scholarship", _("Burs")
    STATIONERY = "stationery", _("Kırtasiye")
    HEALTH = "health", _("Sağlık yardımı")
    MEDICINE = "medicine", _("İlaç")
    MEDICAL_DEVICE = "medical_device", _("Medikal cihaz")
    CLOTHING = "clothing", _("Giyim yardımı")
    EID_CLOTHES = "eid_clothes", _("Bayramlık")
    FURNITURE = "furniture", _("Ev eşyası")
    WHITE_GOODS = "white_goods", _("Beyaz eşya")
    QURBANI_MEAT = "qurbani_meat", _("Kurban eti")
    HYGIENE = "hygiene", _("Hijyen paketi")
    BABY = "baby", _("Bebek bezi/mama")
    HOUSING = "housing", _("Barınma")
    REPAIR = "repair", _("Ev tadilatı")
    FUNERAL = "funeral", _("Cenaze")
    MARRIAGE = "marriage", _("Evlilik yardımı")
    DEBT = "debt", _("Borç ödeme")
    LOAN = "loan", _("Karz-ı hasen")
    LIVELIHOOD = "livelihood", _("Meslek/iş kurma")
    PSYCHOSOCIAL = "psychosocial", _("Psikososyal destek")
    LEGAL = "legal", _("Hukuki destek")
    REFERRAL = "referral", _("Kurum yönlendirme")
    TRANSPORT = "transport", _("Ulaşım")
    DISASTER = "disaster", _("Afet yardımı")
    OTHER = "other", _("Diğer")


class AidGroup(models.TextChoices):
    """The five figures of an application that the panels before ours counted."""

    ONE_TIME = "one_time", _("Tek seferlik nakdi")
    REGULAR_CASH = "regular_cash", _("Düzenli nakdi")
    FOOD = "food", _("Gıda")
    IN_KIND = "in_kind", _("Ayni")
    SERVICE = "service", _("Hizmet sevk")


SERVICES: Final = (AidKind.PSYCHOSOCIAL, AidKind.LEGAL, AidKind.REFERRAL)
FOODS: Final = (AidKind.FOOD, AidKind.RAMADAN_BOX, AidKind.IFTAR, AidKind.QURBANI_MEAT)
GOODS: Final = (
    *FOODS,
    AidKind.IN_KIND,
    AidKind.STATIONERY,
    AidKind.MEDICAL_DEVICE,
    AidKind.CLOTHING,
    AidKind.EID_CLOTHES,
    AidKind.FURNITURE,
    AidKind.WHITE_GOODS,
    AidKind.HYGIENE,
    AidKind.BABY,
)
"""What is mostly handed over as goods; each may be paid as money all the same."""
PERSONAL: Final = (
    AidKind.EDUCATION,
    AidKind.SCHOLARSHIP,
    AidKind.STATIONERY,
    AidKind.HEALTH,
    AidKind.MEDICINE,
    AidKind.MEDICAL_DEVICE,
    AidKind.CLOTHING,
    AidKind.EID_CLOTHES,
    AidKind.BABY,
    AidKind.FUNERAL,
    AidKind.MARRIAGE,
    AidKind.PSYCHOSOCIAL,
    AidKind.LEGAL,
)
"""What is given to one person of a household, so that two children may each have theirs in one month."""


class Frequency(models.TextChoices):
    """How often; the months between two times are `MONTHS_BETWEEN`."""

    ONCE = "once", _("Tek seferlik")
    MONTHLY = "monthly", _("Aylık")
    QUARTERLY = "quarterly", _("Üç aylık")
    YEARLY = "yearly", _("Yıllık")


MONTHS_BETWEEN: Final[dict[str, int]] = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


class Unit(models.TextChoices):
    """What goods are counted in."""

    PIECE = "piece", _("adet")
    PACKAGE = "package", _("paket/koli")
    KG = "kg", _("kg")
    TON = "ton", _("ton")
    LITRE = "litre", _("litre")
    SHARE = "share", _("hisse")
    TIME = "time", _("kez")


class ApplicantType(models.TextChoices):
    PERSON = "person", _("Kişi")
    ORGANISATION = "organisation", _("Kurum")
    PARTNER = "partner", _("Partner kurum")


class Source(models.TextChoices):
    """How an application reached the association."""

    OFFICE = "office", _("Derneğe gelerek")
    PHONE = "phone", _("Telefon")
    MESSAGE = "message", _("WhatsApp/mesaj")
    FORM = "form", _("Başvuru formu")
    FIELD = "field", _("Saha çalışması")
    REFERENCE = "reference", _("Tavsiye/referans")
    AUTHORITY = "authority", _("Kamu kurumu")
    PARTNER = "partner", _("Partner kurum")
    OTHER = "other", _("Diğer")


class RejectReason(models.TextChoices):
    NOT_ELIGIBLE = "not_eligible", _("Ölçütlere uymuyor")
    INCOME_HIGH = "income_high", _("Gelir yeterli")
    DUPLICATE = "duplicate", _("Mükerrer başvuru")
    OTHER_SUPPORT = "other_support", _("Başka kurumdan destek alıyor")
    NO_FUNDS = "no_funds", _("Kaynak yetersiz")
    UNREACHABLE = "unreachable", _("Ulaşılamadı")
    FALSE_INFO = "false_info", _("Yanlış beyan")
    OUT_OF_AREA = "out_of_area", _("Bölge dışı")


class AskedPaper(models.TextChoices):
    """Papers that an application may need."""

    IDENTITY = "identity", _("Kimlik fotokopisi")
    RESIDENCE = "residence", _("İkametgâh")
    FAMILY_REGISTER = "family_register", _("Nüfus kayıt örneği")
    INCOME = "income", _("Gelir belgesi")
    SGK = "sgk", _("SGK hizmet dökümü")
    RENT_CONTRACT = "rent_contract", _("Kira sözleşmesi")
    BILL = "bill", _("Fatura")
    HEALTH_REPORT = "health_report", _("Sağlık raporu")
    DISABILITY_REPORT = "disability_report", _("Engelli sağlık kurulu raporu")
    DEATH = "death", _("Ölüm belgesi")
    STUDENT = "student", _("Öğrenci belgesi")
    IBAN = "iban", _("IBAN bilgisi")
    OTHER = "other", _("Diğer")


class DecisionKind(models.TextChoices):
    APPROVED = "approved", _("Onay")
    PARTLY = "partly", _("Kısmi onay")
    REJECTED = "rejected", _("Ret")
    WAITING = "waiting", _("Yedek liste")


class Vote(models.TextChoices):
    FOR = "for", _("Kabul")
    AGAINST = "against", _("Ret")
    ABSTAIN = "abstain", _("Çekimser")


class VisitAdvice(models.TextChoices):
    """What a visitor recommends."""

    HELP = "help", _("Yardım edilmeli")
    HELP_SOON = "help_soon", _("Acilen yardım edilmeli")
    WATCH = "watch", _("İzlenmeli")
    NO_HELP = "no_help", _("Yardım gerekmiyor")


class HomeState(models.TextChoices):
    """In what state a visitor found the home."""

    GOOD = "good", _("İyi")
    FAIR = "fair", _("Orta")
    POOR = "poor", _("Kötü")
    UNFIT = "unfit", _("Oturulamaz")


class Factor(models.TextChoices):
    """What a need score can ask of a household (`aid.scoring`); figures are compared with a rule's threshold."""

    INCOME_PER_HEAD_BELOW = "income_per_head_below", _("Kişi başı aylık gelir eşiğin altında")
    NO_INCOME = "no_income", _("Hiç geliri yok")
    CHILDREN_AT_LEAST = "children_at_least", _("18 yaş altı çocuk sayısı en az")
    SIZE_AT_LEAST = "size_at_least", _("Hane büyüklüğü en az")
    ORPHANS_AT_LEAST = "orphans_at_least", _("Yetim/öksüz sayısı en az")
    ELDERLY_AT_LEAST = "elderly_at_least", _("65 yaş üstü sayısı en az")
    STUDENTS_AT_LEAST = "students_at_least", _("Öğrenci sayısı en az")
    DISABLED_AT_LEAST = "disabled_at_least", _("Engelli sayısı en az")
    ILL_AT_LEAST = "ill_at_least", _("Süreğen hasta sayısı en az")
    PAYS_RENT = "pays_rent", _("Kirada oturuyor")
    BAD_HOUSING = "bad_housing", _("Barınağı uygun değil")
    SINGLE_PARENT = "single_parent", _("Tek ebeveyn")
    REFUGEE = "refugee", _("Mülteci aile")
    NOBODY_WORKS = "nobody_works", _("Çalışan kimse yok")
    EMERGENCY = "emergency", _("Acil durum işaretli")


COUNTED: Final = (
    Factor.INCOME_PER_HEAD_BELOW,
    Factor.CHILDREN_AT_LEAST,
    Factor.SIZE_AT_LEAST,
    Factor.ORPHANS_AT_LEAST,
    Factor.ELDERLY_AT_LEAST,
    Factor.STUDENTS_AT_LEAST,
    Factor.DISABLED_AT_LEAST,
    Factor.ILL_AT_LEAST,
)
"""The factors that a rule gives a threshold for."""


class ListSource(models.TextChoices):
    """Of what a payment list is made."""

    PLANS = "plans", _("Onaylı planlardan")
    HOUSEHOLDS = "households", _("Hane süzgecinden")
    FAILED = "failed", _("Ödenemeyenlerden")


class AmountRule(models.TextChoices):
    """What each household of a list made by a filter gets."""

    PER_HOUSEHOLD = "per_household", _("Hane başı sabit")
    PER_PERSON = "per_person", _("Kişi başı")


class AmountFormat(models.TextChoices):
    """How a bank wants amounts written."""

    COMMA = "comma", "1234,56"
    DOT = "dot", "1234.56"
    GROUPED = "grouped", "1.234,56"
    CENTS = "cents", _("123456 (kuruş)")


PAYS_BY: Final = [
    (PaymentMethod.BANK.value, PaymentMethod.BANK.label),
    (PaymentMethod.CASH.value, PaymentMethod.CASH.label),
    (PaymentMethod.IN_KIND.value, PaymentMethod.IN_KIND.label),
]
"""The ways by which aid goes out."""


def category_of(kind: str, method: str) -> Category:
    """Return the category of the ledger that aid of a kind is booked under."""
    if method == PaymentMethod.IN_KIND:
        return Category.OUT_AID_KIND
    return Category.OUT_SCHOLARSHIP if kind == AidKind.SCHOLARSHIP else Category.OUT_AID_CASH


def group_of(kind: str, frequency: str) -> AidGroup:
    """Return under which of the five figures an asked aid counts."""
    if kind in SERVICES:
        return AidGroup.SERVICE
    if kind in FOODS:
        return AidGroup.FOOD
    if kind in GOODS:
        return AidGroup.IN_KIND
    return AidGroup.ONE_TIME if frequency == Frequency.ONCE else AidGroup.REGULAR_CASH
