"""Code lists of the room: stable codes, Turkish labels; codes are stored and never shown."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.places import provinces
from kafkasder.core.text import sort_key


class DonorKind(models.TextChoices):
    """Who gives. Nothing at all is known of the anonymous donor."""

    INDIVIDUAL = "individual", _("Bireysel")
    COMPANY = "company", _("Kurumsal")
    NGO = "ngo", _("Dernek/vakıf")
    PUBLIC = "public", _("Kamu kurumu")
    ANONYMOUS = "anonymous", _("İsmini vermek istemeyen")


ORGANISATIONS: Final = (DonorKind.COMPANY, DonorKind.NGO, DonorKind.PUBLIC)


class Channel(models.TextChoices):
    """A way to reach a donor, each of which takes a consent of its own."""

    PHONE = "phone", _("Telefon")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("E-posta")
    POST = "post", _("Posta")


REACHED_BY: Final[dict[str, str]] = {
    Channel.PHONE: "phone",
    Channel.SMS: "phone",
    Channel.WHATSAPP: "phone",
    Channel.EMAIL: "email",
    Channel.POST: "address",
}
"""The field of a donor that a channel needs."""


class ConsentWay(models.TextChoices):
    """How a donor said that they consent, or no longer do."""

    FORM = "form", _("İmzalı form")
    IN_PERSON = "in_person", _("Yüz yüze")
    CALL = "call", _("Telefon görüşmesi")
    MESSAGE = "message", _("Mesaj")
    EMAIL = "email", _("E-posta")
    WEB = "web", _("İnternet sitesi")
    LIST = "list", _("İçe aktarılan liste")


class GiftKind(models.TextChoices):
    """What a gift is for, in the giver's own words of faith or custom. Each proposes a fund (`DEFAULT_FUNDS`)."""

    GENERAL = "general", _("Genel bağış")
    ZAKAT = "zekat", _("Zekât")
    FITRE = "fitre", _("Fitre")
    FIDYE = "fidye", _("Fidye")
    EXPIATION = "kefaret", _("Kefaret")
    SADAKA = "sadaka", _("Sadaka")
    SADAKA_CARIYE = "sadaka_cariye", _("Sadaka-i cariye")
    KURBAN = "kurban", _("Kurban (vacip)")
    KURBAN_NAFILE = "kurban_nafile", _("Nafile/şükür kurbanı")
    ADAK = "adak", _("Adak kurbanı")
    AKIKA = "akika", _("Akika kurbanı")
    IFTAR = "iftar", _("İftar")
    RAMADAN = "ramadan", _("Ramazan kolisi")
    ORPHAN = "orphan", _("Yetim sponsorluğu")
    SCHOLARSHIP = "scholarship", _("Burs bağışı")
    WATER_WELL = "water_well", _("Su kuyusu")
    CONDITIONAL = "conditional", _("Şartlı bağış")
    EMERGENCY = "emergency", _("Acil yardım/afet")
    DUES = "dues", _("Aidat")
    ENTRY_FEE = "entry_fee", _("Giriş ödentisi")
    EVENT = "event", _("Etkinlik/kermes")
    OTHER = "other", _("Diğer")


DEFAULT_FUNDS: Final[dict[str, str]] = {
    GiftKind.ZAKAT: "zekat",
    GiftKind.FITRE: "fitre",
    GiftKind.FIDYE: "fitre",
    GiftKind.EXPIATION: "fitre",
    GiftKind.KURBAN: "kurban",
    GiftKind.KURBAN_NAFILE: "kurban",
    GiftKind.ADAK: "kurban",
    GiftKind.AKIKA: "kurban",
    GiftKind.ORPHAN: "yetim",
    GiftKind.SCHOLARSHIP: "burs",
}
"""The code of the fund that a gift goes into if nobody says otherwise; all others go into the general one."""

RELIGIOUS: Final = frozenset(kind for kind, code in DEFAULT_FUNDS.items() if code in ("zekat", "fitre", "kurban"))
"""What is given as worship with receivers of its own: it goes into a religious fund, whoever says otherwise."""


class TributeKind(models.TextChoices):
    ON_BEHALF = "on_behalf", _("Adına")
    IN_MEMORY = "in_memory", _("Hatırasına")
    IN_HONOUR = "in_honour", _("Şerefine")


class ChequeState(models.TextChoices):
    HELD = "held", _("Portföyde")
    PRESENTED = "presented", _("Bankaya verildi")
    CLEARED = "cleared", _("Ödendi")
    DISHONOURED = "dishonoured", _("Karşılıksız")


class CardBrand(models.TextChoices):
    VISA = "visa", "Visa"
    MASTERCARD = "mastercard", "Mastercard"
    TROY = "troy", "Troy"
    OTHER = "other", _("Diğer")


class Gateway(models.TextChoices):
    PARATIKA = "paratika", "Paratika"
    ESNEKPOS = "esnekpos", "EsnekPOS"
    OTHER = "other", _("Diğer")


class Operator(models.TextChoices):
    TURKCELL = "turkcell", "Turkcell"
    VODAFONE = "vodafone", "Vodafone"
    TURK_TELEKOM = "turk_telekom", _("Türk Telekom")


class Unit(models.TextChoices):
    PIECE = "piece", _("adet")
    PARCEL = "parcel", _("koli")
    KILOGRAM = "kg", _("kg")
    TONNE = "tonne", _("ton")
    LITRE = "litre", _("litre")
    METRE = "metre", _("metre")
    PAIR = "pair", _("çift")
    SET = "set", _("takım")


class ReceiptKind(models.TextChoices):
    """Each kind of document has series of its own (communiqué 2005/1)."""

    CASH = "cash", _("Alındı belgesi")
    IN_KIND = "in_kind", _("Ayni bağış alındı belgesi")


SERIES: Final = "ABCDEFGHIJKLMNOPRSTUVYZ"
"""The letters of receipt series: the Turkish alphabet without Ç, Ğ, İ, Ö, Ş and Ü."""
LAST_NUMBER: Final = 1_000_000
LEAVES: Final = 50
"""How many leaves a volume (cilt) has."""


def province_choices() -> list[tuple[int, str]]:
    """Return the provinces by plate, in the order of the Turkish alphabet."""
    return sorted(provinces().items(), key=lambda each: sort_key(each[1]))
