"""What is kept of a donor's donations: told in their dossier, and made nobody's when they are forgotten."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kafkasder.core.identifiers import format_iban, format_phone, mask_iban, mask_phone
from kafkasder.core.money import format_money
from privacy.forgotten import FORGOTTEN
from privacy.subjects import Section

from .models import Donation, DonationItem, Donor


def gifts_of(donor: Donor, *, clear: bool) -> Iterator[Section]:
    """Tell each of a donor's donations; whose account or phone it came from in clear only for who may see it so."""
    rows = donor.donations.select_related("fund", "campaign").prefetch_related("items").order_by("day", "pk")
    lines = [(date_format(donation.day, "j F Y"), _line(donation, clear)) for donation in rows]
    if lines:
        yield Section(_("Bağışlar"), lines)


def _line(donation: Donation, clear: bool) -> str:
    account, phone = donation.sender_account, donation.sms_phone
    told = (
        str(donation),
        format_money(donation.amount, donation.currency),
        str(donation.get_method_display()),
        str(donation.get_kind_display()),
        str(donation.fund),
        str(donation.campaign or ""),
        str(donation.get_state_display()),
        donation.purpose,
        donation.tribute_name,
        ", ".join(item.category for item in donation.items.all()),
        format_iban(account) if clear else mask_iban(account),
        format_phone(phone) if clear else mask_phone(phone),
        donation.notes,
        donation.state_reason,
    )
    return " · ".join(filter(None, told))


def trail_of_gifts(donor: Donor) -> dict[str, list[str]]:
    """Return the tables and keys under which the audit trail tells of a donor's donations."""
    gifts = [str(key) for key in donor.donations.values_list("pk", flat=True)]
    items = DonationItem.objects.filter(donation__donor=donor).values_list("pk", flat=True)
    return {Donation._meta.db_table: gifts, DonationItem._meta.db_table: [str(key) for key in items]}


def forget_gifts(donor: Donor) -> None:
    """Take out of a donor's donations what tells of persons; what the books prove stays."""
    donor.donations.exclude(notes="").update(notes="")
    donor.donations.exclude(tribute_name="").update(tribute_name=FORGOTTEN)
    donor.donations.filter(sender_account__isnull=False).update(sender_account="")
    donor.donations.filter(sms_phone__isnull=False).update(sms_phone=FORGOTTEN)
