"""Marks of donations: states, what was given, and masked facts of how it was paid."""

from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from finance.choices import Currency
from kafkasder.core.identifiers import mask_iban, mask_phone
from kafkasder.core.templatetags.ui import NOTHING, badge, fact, masked, money
from kafkasder.core.text import capitalised

from ..choices import ChequeState
from ..models import Donation
from ..states import DonationState

register = template.Library()

STATE_TONES: dict[str, str] = {
    DonationState.PENDING: "warning",
    DonationState.APPROVED: "info",
    DonationState.COMPLETED: "success",
    DonationState.CANCELLED: "neutral",
    DonationState.REJECTED: "danger",
    DonationState.REFUNDED: "neutral",
}
CHEQUE_TONES: dict[str, str] = {
    ChequeState.HELD: "info",
    ChequeState.PRESENTED: "warning",
    ChequeState.CLEARED: "success",
    ChequeState.DISHONOURED: "danger",
}
MASKS = {"sender_account": mask_iban, "sms_phone": mask_phone}


@register.simple_tag
def donation_state_tag(donation: Donation) -> SafeString:
    """Draw the state of a donation."""
    return badge(donation.get_state_display(), STATE_TONES[donation.state])


@register.simple_tag
def cheque_state_tag(donation: Donation) -> SafeString:
    """Draw where a cheque is; nothing for what is none."""
    state = donation.cheque_state
    return badge(donation.get_cheque_state_display(), CHEQUE_TONES[state]) if state else NOTHING


@register.simple_tag
def amount_mark(donation: Donation) -> SafeString:
    """Write what was given in its currency."""
    return money(donation.amount, donation.currency)


@register.filter
def currency_name(code: str) -> str:
    """Return what a currency is called."""
    return str(Currency(code).label)


@register.filter
def rate_words(rate: Decimal) -> str:
    """Write what a unit of a currency is worth, without the noughts behind it."""
    return str(number_format(rate.normalize()))


@register.simple_tag
def row_link(row: Any, may_open: bool) -> Any:
    """Write the name of a row, with the way to its page for those who may open it, if it has one."""
    if not may_open:
        return str(row)
    try:
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row)
    except NoReverseMatch:
        return str(row)


def receipt_words(donation: Donation) -> str:
    """Return the number of the valid receipt of a donation of a list, which fetched it along."""
    return ", ".join(str(receipt) for receipt in donation.valid_receipts)  # type: ignore[attr-defined]


@register.simple_tag
def receipt_mark(donation: Donation) -> SafeString:
    """Draw the number of the valid receipt; nothing without one."""
    words = receipt_words(donation)
    return badge(words, "success", icon="receipt") if words else NOTHING


def payment_label(field: str) -> str:
    """Return what a field of a donation is called, with a capital."""
    column: Any = Donation._meta.get_field(field)
    return capitalised(str(column.verbose_name))


@register.simple_tag
def masked_payment(donation: Donation, field: str, may_reveal: bool) -> SafeString:
    """Draw a masked fact of how a gift was paid, with the way to see it for those who may."""
    label = payment_label(field)
    value: Any = getattr(donation, field)
    if not value:
        return fact(label)
    url = reverse("donations:donation_reveal", args=[donation.pk, field]) if may_reveal else ""
    return fact(label, render_to_string("components/masked.html", masked(MASKS[field](value), url, label)))


@register.filter
def yes_no(value: bool | None) -> str:
    """Say yes or no; nothing of what nobody said."""
    return "" if value is None else _("Evet") if value else _("Hayır")
