"""How former values of donors, campaigns and waiting donations come back: by their forms and services."""

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import CampaignForm, DonorForm
from .forms.gifts import FORMS
from .models import Campaign, Donation, Donor

RESTORERS = (
    Restorer(
        model=Donor,
        verbs=("donations.view_donors", "donations.change_donors"),
        may_change=policy.can_change_donor,
        form=lambda data, donor, by: DonorForm(data, instance=donor),
        store=lambda donor, by, form: services.save_donor(donor=donor, by=by),
    ),
    Restorer(
        model=Campaign,
        verbs=("donations.view_campaigns", "donations.change_campaigns"),
        may_change=policy.can_change_campaign,
        form=lambda data, campaign, by: CampaignForm(data, instance=campaign),
        store=lambda campaign, by, form: services.save_campaign(campaign=campaign, by=by),
    ),
    Restorer(
        model=Donation,
        verbs=("donations.view_donations", "donations.view_donors", "donations.record_donations"),
        may_change=policy.can_change_donation,
        form=lambda data, donation, by: FORMS[donation.method](
            data, instance=donation, donors=Donor.objects.visible_to(by)
        ),
        store=lambda donation, by, form: services.save_donation(donation=donation, items=form.items(), by=by),
    ),
)
