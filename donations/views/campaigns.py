"""A campaign's page, and the forms that plan and change one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.saving import changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import policy, services
from ..forms import CampaignForm
from ..references import CAMPAIGN
from ..states import CAMPAIGN_STATES
from ..sums import campaign_sums
from .rows import campaigns, get_campaign


@require_safe
@needs("donations.view_campaigns")
@live_page(shared=sees_as_its_verbs_say)
def campaign_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    campaign = get_object_or_404(campaigns(request).select_related("responsible", "created_by"), pk=pk)
    user = request.user
    may_move = policy.can_change_campaign_state(user, campaign).allowed
    context = {
        "campaign": campaign,
        "transitions": CAMPAIGN_STATES.from_state(campaign.state) if may_move else [],
        "may_change": policy.can_change_campaign(user, campaign).allowed,
        "sums": campaign_sums(campaign) if user.has_perm("donations.view_donations") else None,
        "tasks": tasks_of(user, CAMPAIGN, campaign.pk),
        "history": timeline_of(campaign),
    }
    return TemplateResponse(request, "donations/campaign_detail.html", context)


@needs("donations.view_campaigns", "donations.change_campaigns")
def campaign_create(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(sent(request))
    if form.is_valid() and (campaign := done(form, services.save_campaign, campaign=form.instance, by=by(request))):
        messages.success(request, _("Kampanya kaydedildi."))
        return redirect(campaign)
    return record_page(request, "donations:campaign", form)


@needs("donations.view_campaigns", "donations.change_campaigns")
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_campaign(request, pk)
    policy.can_change_campaign(request.user, campaign).require()
    form, who = CampaignForm(sent(request), instance=campaign), by(request)
    if form.is_valid() and changed(form, campaign, who, lambda row: services.save_campaign(campaign=row, by=who)):
        return tell_saved(request, form, campaign)
    return record_page(request, "donations:campaign", form, campaign)


@require_safe
@needs("donations.view_campaigns", "donations.change_campaigns")
@live_page(shared=True)
def campaign_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    campaign = get_campaign(request, pk)
    may_change = policy.can_change_campaign(request.user, campaign)
    return news_page(request, CampaignForm(instance=campaign), outline, may_change)
