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


class Currency(models.TextChoices):
    TRY = "TRY", _("Türk lirası")
    USD = "USD", _("ABD doları")
    EUR = "EUR", _("Avro")
    GBP = "GBP", _("İngiliz sterlini")


def province_choices() -> list[tuple[int, str]]:
    """Return the provinces by plate, in the order of the Turkish alphabet."""
    return sorted(provinces().items(), key=lambda each: sort_key(each[1]))
