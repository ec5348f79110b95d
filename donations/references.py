"""Donors and campaigns as other rooms point at them."""

from typing import Any

from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import format_date
from kafkasder.core.money import format_money
from kafkasder.core.references import REFERENCES, Card, Reference

from .models import Batch, Campaign, Donation, Donor, Settlement
from .querysets import VIEW_DONORS

DONOR, CAMPAIGN, DONATION = "donor", "campaign", "donation"
BATCH, SETTLEMENT = "gift_batch", "settlement"


def register() -> None:
    REFERENCES.add(
        Reference(
            key=DONOR,
            label=_("Bağışçı"),
            model=Donor,
            visible_to=_donors,
            card=_donor_card,
            search=lambda rows, text: rows.active().search(text).order_by("name_key", "pk"),
            icon="heart",
            verb="donations.view_donors",
            order=40,
        )
    )
    REFERENCES.add(
        Reference(
            key=CAMPAIGN,
            label=_("Kampanya"),
            model=Campaign,
            visible_to=_campaigns,
            card=_campaign_card,
            search=lambda rows, text: rows.open().search(text).order_by("-starts_on", "-pk"),
            icon="flag",
            verb="donations.view_campaigns",
            order=50,
        )
    )
    REFERENCES.add(
        Reference(
            key=DONATION,
            label=_("Bağış"),
            model=Donation,
            visible_to=_donations,
            card=_donation_card,
            search=lambda rows, text: rows.search(text).order_by("-day", "-pk"),
            icon="coins",
            verb="donations.view_donations",
            order=45,
        )
    )

    REFERENCES.add(
        Reference(
            key=BATCH,
            label=_("Toplu giriş"),
            model=Batch,
            visible_to=lambda viewer: Batch.objects.visible_to(viewer),
            card=_batch_card,
            search=lambda rows, text: rows.search(text).order_by("-created_at", "-pk"),
            icon="rows",
            verb="donations.view_donations",
            order=56,
        )
    )
    REFERENCES.add(
        Reference(
            key=SETTLEMENT,
            label=_("Hesap kapama"),
            model=Settlement,
            visible_to=lambda viewer: Settlement.objects.visible_to(viewer).select_related("from_account"),
            card=_settlement_card,
            search=lambda rows, text: rows.search(text).order_by("-day", "-pk"),
            icon="wallet",
            verb="donations.view_donations",
            order=57,
        )
    )


def _donors(viewer: Any) -> QuerySet[Donor]:
    return Donor.objects.visible_to(viewer)


def _campaigns(viewer: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(viewer)


def _donations(viewer: Any) -> QuerySet[Donation]:
    donations: QuerySet[Donation] = Donation.objects.visible_to(viewer).select_related("donor")
    return donations.annotate(names_donor=Value(viewer.has_perm(VIEW_DONORS)))


def _donor_card(donor: Donor) -> Card:
    facts = (str(donor.get_kind_display()), donor.place)
    return Card(str(donor), donor.get_absolute_url(), tuple(filter(None, facts)))


def _campaign_card(campaign: Campaign) -> Card:
    return Card(campaign.name, campaign.get_absolute_url(), (campaign.code, str(campaign.get_state_display())))


def _batch_card(batch: Batch) -> Card:
    return Card(batch.name, batch.get_absolute_url(), (format_date(batch.day), str(batch.get_state_display())))


def _settlement_card(settlement: Settlement) -> Card:
    account = settlement.from_account
    facts = (format_date(settlement.day), format_money(settlement.net, account.currency))
    return Card(account.name, settlement.get_absolute_url(), facts)


def _donation_card(donation: Any) -> Card:
    facts = (format_money(donation.amount, donation.currency), str(donation.get_state_display()))
    named = (str(donation.donor),) if donation.names_donor else ()
    return Card(str(donation), donation.get_absolute_url(), named + facts)
