"""How former values of donors and campaigns come back: by their forms and services."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404

from accounts.audit.restorers import Restorer
from kafkasder.core.saving import changed

from . import policy, services
from .forms import CampaignForm, DonorForm
from .models import Campaign, Donor


def _get_donor(user: Any, key: str) -> Donor:
    donor: Donor = get_object_or_404(Donor.objects.visible_to(user), pk=key)
    return donor


def _donor_form(data: Mapping[str, Any] | None, donor: Donor, user: Any) -> DonorForm:
    return DonorForm(data, instance=donor)


def _save_donor(form: Any, donor: Donor, user: Any) -> None:
    changed(form, donor, user, lambda row: services.save_donor(donor=row, by=user))


def _get_campaign(user: Any, key: str) -> Campaign:
    campaign: Campaign = get_object_or_404(Campaign.objects.visible_to(user), pk=key)
    return campaign


def _campaign_form(data: Mapping[str, Any] | None, campaign: Campaign, user: Any) -> CampaignForm:
    return CampaignForm(data, instance=campaign)


def _save_campaign(form: Any, campaign: Campaign, user: Any) -> None:
    changed(form, campaign, user, lambda row: services.save_campaign(campaign=row, by=user))


RESTORERS = (
    Restorer(
        model=Donor,
        verbs=("donations.view_donors", "donations.change_donors"),
        get=_get_donor,
        may_change=policy.can_change_donor,
        form=_donor_form,
        save=_save_donor,
    ),
    Restorer(
        model=Campaign,
        verbs=("donations.view_campaigns", "donations.change_campaigns"),
        get=_get_campaign,
        may_change=policy.can_change_campaign,
        form=_campaign_form,
        save=_save_campaign,
    ),
)
