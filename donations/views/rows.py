"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Campaign, Donation, Donor
from ..querysets import CampaignQuerySet, DonationQuerySet, DonorQuerySet


def donors(request: HttpRequest) -> DonorQuerySet:
    return Donor.objects.visible_to(request.user)


def campaigns(request: HttpRequest) -> CampaignQuerySet:
    return Campaign.objects.visible_to(request.user)


def donations(request: HttpRequest) -> DonationQuerySet:
    return Donation.objects.visible_to(request.user)


def get_donation(request: HttpRequest, pk: int) -> Donation:
    return get_object_or_404(donations(request), pk=pk)


def get_donor(request: HttpRequest, pk: int) -> Donor:
    return get_object_or_404(donors(request), pk=pk)


def get_campaign(request: HttpRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns(request), pk=pk)
