"""What changes the live pages of donors and campaigns."""

from donations import services
from donations.models import Campaign, Donor

from ..live.cases import OUTLINE, Case, World
from . import live_cases_receipts
from .live_cases_batches import CASES as BATCH_CASES
from .live_cases_gifts import CASES as GIFT_CASES
from .live_cases_reports import CASES as REPORTS
from .rows import make_campaign, make_consent, make_donor


def _a_donor(world: World) -> list[object]:
    return [make_donor(phone="+905321234567").pk]


def _a_campaign(world: World) -> list[object]:
    return [make_campaign().pk]


def _go_on(world: World) -> None:
    """Donors and campaigns come, and those that are there change in everything that their pages show."""
    for donor in Donor.objects.order_by("pk"):
        make_consent(donor, "sms")
        Donor.objects.filter(pk=donor.pk).update(name="Ayşe Kaya", labels=["kermes"])
    for campaign in Campaign.objects.order_by("pk"):
        services.change_campaign_state(campaign=campaign, target="running", by=campaign.created_by)
        Campaign.objects.filter(pk=campaign.pk).update(purpose="Battaniye ve kömür", name="Kış")
    make_donor(name="Yeni Bağışçı")
    make_campaign(code="yeni", name="Yeni kampanya")


CASES = {
    "donations:donor_list": Case(_go_on),
    "donations:donor_detail": Case(_go_on, _a_donor),
    "donations:donor_news": Case(_go_on, lambda world: [*_a_donor(world), OUTLINE]),
    "donations:campaign_list": Case(_go_on),
    "donations:campaign_detail": Case(_go_on, _a_campaign),
    "donations:campaign_news": Case(_go_on, lambda world: [*_a_campaign(world), OUTLINE]),
    **BATCH_CASES,
    **REPORTS,
    **live_cases_receipts.CASES,
    **GIFT_CASES,
}
