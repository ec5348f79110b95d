"""People who are sent on to other institutions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, record_page, sent

from .. import policy, services
from ..case_choices import ConsentPurpose
from ..consents import standing_consent
from ..forms import ReferralForm
from ..states import REFERRAL_STATES
from .rows import get_person, get_referral

_MAKE = ("beneficiaries.view_beneficiary", "beneficiaries.view_referrals", "beneficiaries.make_referrals")


@needs(*_MAKE)
def referral_create(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_person(request, pk)
    policy.can_refer(request.user, person).require()
    consent = standing_consent(person, ConsentPurpose.SHARE)
    may_override = policy.can_refer_without_consent(request.user).allowed
    form = ReferralForm(sent(request), person=person, asks_override=may_override and not consent)
    if form.is_valid() and done(form, services.refer, referral=form.instance, by=by(request)):
        messages.success(request, _("Yönlendirme kaydedildi."))
        return redirect(person)
    context: dict[str, Any] = {"person": person, "consent": consent, "may_override": may_override}
    return record_page(request, "beneficiaries:referral", form, cancel=person.get_absolute_url(), **context)


@needs(*_MAKE)
def referral_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    referral = get_referral(request, pk)
    policy.can_refer(request.user, referral.person).require()
    transition = REFERRAL_STATES.asked(referral.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_referral_state, referral=referral, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(referral)
    title = f"{transition.label}: {referral.institution}"
    back = referral.get_absolute_url()
    return action_page(request, form, title=title, label=transition.label, back=back)
