"""Marks of the room: states, kinds, consents, labels, and masked numbers."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from kafkasder.core.identifiers import mask_identity_number, mask_phone
from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import NOTHING, badge, fact, masked

from ..choices import Channel
from ..models import Campaign, Donor
from ..services import REVEALABLE
from ..states import CampaignState, DonorState

register = template.Library()

STATE_TONES: dict[str, str] = {
    DonorState.ACTIVE: "success",
    DonorState.ARCHIVED: "neutral",
    CampaignState.PLANNED: "info",
    CampaignState.RUNNING: "success",
    CampaignState.CLOSED: "neutral",
    CampaignState.CANCELLED: "neutral",
}
MASKS: dict[str, Callable[[str], str]] = {"number": mask_identity_number, "phone": mask_phone}


@register.simple_tag
def gift_state_tag(row: Donor | Campaign) -> SafeString:
    """Draw the state of a donor or campaign."""
    return badge(row.get_state_display(), STATE_TONES[row.state])


@register.simple_tag
def consent_marks(donor: Donor) -> SafeString:
    """Draw the channels that may be used for a donor."""
    return format_html_join(" ", "{}", ((badge(Channel(each).label, "success"),) for each in donor.consents)) or NOTHING


def consent_list(donor: Donor) -> str:
    """Return the channels that may be used for a donor, in a line."""
    return ", ".join(str(Channel(each).label) for each in donor.consents)


@register.simple_tag
def label_marks(donor: Donor) -> SafeString:
    """Draw the labels of a donor."""
    return format_html_join(" ", "{}", ((badge(label, icon="tag"),) for label in donor.labels)) or NOTHING


@register.filter
def goal_words(campaign: Campaign) -> str:
    """Say the goal with its currency; nothing for a campaign without one."""
    return "" if campaign.goal is None else format_money(campaign.goal, campaign.currency)


def raised_words(campaign: Campaign) -> str:
    """Say what a campaign brought in the currency of its goal; its list adds `raised`."""
    return format_money(campaign.raised, campaign.currency) if campaign.raised else ""  # type: ignore[attr-defined]


@register.simple_tag
def masked_fact(donor: Donor, field: str, may_reveal: bool) -> SafeString:
    """Draw a fact whose value is masked, with the way to see it for those who may."""
    label = donor.label_of(field)
    value: Any = getattr(donor, field)
    if not value or field not in REVEALABLE:
        return fact(label)
    url = reverse("donations:donor_reveal", args=[donor.pk, field]) if may_reveal else ""
    return fact(label, render_to_string("components/masked.html", masked(MASKS[field](value), url, label)))


# The ways in which a browser hands a contact to the program that uses it


@register.filter
def mail_link(email: str) -> str:
    return f"mailto:{email}"


@register.filter
def call_link(phone: str) -> str:
    return f"tel:{phone}"


@register.filter
def text_link(phone: str) -> str:
    return f"sms:{phone}"
