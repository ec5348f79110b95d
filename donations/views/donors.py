"""A donor's page, the forms that register and change one, and the page that shows a masked value for a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.days import today
from kafkasder.core.numbers import whole_number
from kafkasder.core.places import districts, provinces
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import changed, done, form_page, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page
from privacy.cards import card_for
from tasks.panel import tasks_of
from tasks.querysets import sees_as_its_verbs_say

from .. import policy, services
from ..forms import DonorForm
from ..models import Donor
from ..privacy import DONOR
from ..states import DONOR_STATES
from ..sums import donor_sums
from ..timeline import donor_timeline
from .consents import channels_of
from .duplicates import Likeness, look_alike_context, look_alikes
from .rows import donors, get_donor


@require_safe
@needs("donations.view_donors")
@live_page(shared=sees_as_its_verbs_say)
def donor_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    donor = get_donor(request, pk)
    user = request.user
    may = _allowed(user, donor)
    context = {
        "donor": donor,
        "sums": donor_sums(donor, today().year) if may["see_gifts"] else None,
        "channels": channels_of(donor, may),
        "transitions": DONOR_STATES.from_state(donor.state) if may["change_state"] else [],
        "may": may,
        "privacy_card": None if donor.is_anonymous else card_for(user, DONOR, donor.pk),
        "tasks": tasks_of(user, DONOR, donor.pk),
        "history": donor_timeline(donor, with_gifts=may["see_gifts"]),
    }
    return TemplateResponse(request, "donations/donor_detail.html", context)


def _allowed(user: Any, donor: Donor) -> dict[str, bool]:
    return {
        "change": policy.can_change_donor(user, donor).allowed,
        "change_state": policy.can_change_donor_state(user, donor).allowed,
        "reveal": policy.can_reveal(user, donor).allowed,
        "give": policy.can_give_consent(user, donor).allowed,
        "see_gifts": user.has_perm("donations.view_donations"),
        "withdraw": policy.can_withdraw_consent(user, donor).allowed,
    }


@needs("donations.view_donors", "donations.change_donors")
@sensitive_post_parameters()
def donor_create(request: HttpRequest) -> HttpResponse:
    form = DonorForm(sent(request))
    found: list[Likeness] = []
    if form.is_valid():
        found = look_alikes(request, form)
        if not found and (donor := done(form, services.save_donor, donor=form.instance, by=by(request))):
            messages.success(request, _("%(donor)s kaydedildi.") % {"donor": donor})
            return redirect(donor)
    return record_page(request, "donations:donor", form, **look_alike_context(request, found))


@needs("donations.view_donors", "donations.change_donors")
@sensitive_post_parameters()
def donor_edit(request: HttpRequest, pk: int) -> HttpResponse:
    donor = get_donor(request, pk)
    policy.can_change_donor(request.user, donor).require()
    form, who = DonorForm(sent(request), instance=donor), by(request)
    found: list[Likeness] = []
    if form.is_valid():
        found = look_alikes(request, form)
        if not found and changed(form, donor, who, lambda row: services.save_donor(donor=row, by=who)):
            return tell_saved(request, form, donor)
    return record_page(request, "donations:donor", form, donor, **look_alike_context(request, found))


@require_safe
@needs("donations.view_donors", "donations.change_donors")
@live_page(shared=True)
def donor_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    donor = get_object_or_404(donors(request), pk=pk)
    return news_page(request, DonorForm(instance=donor), outline, policy.can_change_donor(request.user, donor))


@needs("donations.view_donors", "donations.reveal_donor_identity")
@never_cache
def donor_reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show a masked value in the answer to a POST that says why; never by a GET, and live for nobody."""
    donor = get_donor(request, pk)
    if field not in services.REVEALABLE:
        raise Http404
    context = {"donor": donor, "field": field, "label": donor.label_of(field), "shown": None}
    form = ReasonForm(sent(request))
    if form.is_valid():
        context["shown"] = done(form, services.reveal, donor=donor, field=field, by=by(request), **form.cleaned_data)
    return form_page(request, "donations/reveal.html", form, **context)


@require_safe
@needs("donations.view_donors", "donations.change_donors")
def district_options(request: HttpRequest) -> TemplateResponse:
    """Answer with the districts of a province as options; names of places are the same for all and never change."""
    plate = whole_number(request.GET.get("province", ""))
    names = districts(plate) if plate in provinces() else ()
    return TemplateResponse(request, "donations/_district_options.html", {"districts": names})
