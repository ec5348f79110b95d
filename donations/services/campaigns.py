"""Planning campaigns and bringing them forward."""

from typing import Any

from django.db import transaction

from kafkasder.core.locks import lock

from .. import policy
from ..models import Campaign
from ..states import CAMPAIGN_STATES


@transaction.atomic
def save_campaign(*, campaign: Campaign, by: Any) -> Campaign:
    """Store a new campaign, or changed facts of one that is not over; its state has a service of its own."""
    if campaign.pk is None:
        policy.can_add_campaign(by).require()
        campaign.created_by = by
    else:
        policy.can_change_campaign(by, campaign).require()
    campaign.save()
    return campaign


@transaction.atomic
def change_campaign_state(*, campaign: Campaign, target: str, by: Any, reason: str = "") -> Campaign:
    """Bring a campaign into another state along the table of the machine."""
    campaign = lock(campaign, by)
    policy.can_change_campaign_state(by, campaign).require()
    CAMPAIGN_STATES.require(campaign.state, target, reason)
    campaign.state, campaign.state_reason = target, reason.strip()
    campaign.save(update_fields=["state", "state_reason", "updated_at"])
    return campaign
