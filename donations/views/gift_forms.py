"""The forms that record a donation and correct one that waits. The way of paying is chosen first and brings its fields.

A form that only asks for what follows from a choice, or for donors to choose from, is shown again with all that was
typed and without judging it: `sec` names the choice, `find` asks for donors.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from finance.choices import PaymentMethod
from kafkasder.core.days import today
from kafkasder.core.numbers import whole_number
from kafkasder.core.saving import Refused, changed, news_page, record_page, saving, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..choices import DonorKind
from ..forms.gift_donor import NewDonorForm
from ..forms.gift_fields import NEW
from ..forms.gifts import FORMS, GiftForm, redrawing
from ..models import Campaign, Donation
from ..querysets import VIEW_DONORS
from .duplicates import look_alike_context, look_alikes
from .rows import donations, donors, get_donation

MOST_SHOWN = 8
_SPLIT = "splits_seen"


@needs("donations.view_donations", "donations.record_donations")
@sensitive_post_parameters()
def donation_create(request: HttpRequest) -> HttpResponse:
    method = _asked_method(request)
    form = FORMS[method](sent(request), instance=Donation(), donors=donors(request), initial=_initial(request))
    newcomer = _newcomer(request, form)
    found: list[Any] = []
    if chosen := _asked_for_more(request):
        form.propose(chosen)
        if newcomer:
            newcomer.unjudge()
    elif form.is_valid() and (newcomer is None or form.picked != NEW or newcomer.is_valid()):
        found = look_alikes(request, newcomer) if newcomer and form.picked == NEW else []
        if not found and _splits_are_seen(form) and (donation := _record(request, form, newcomer)):
            messages.success(request, _("%(donation)s kaydedildi.") % {"donation": donation})
            return redirect(donation)
    return _page(request, form, newcomer=newcomer, **look_alike_context(request, found))


@needs("donations.view_donations", "donations.view_donors", "donations.record_donations")
@sensitive_post_parameters()
def donation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    donation = get_donation(request, pk)
    policy.can_change_donation(request.user, donation).require()
    form = FORMS[donation.method](sent(request), instance=donation, donors=donors(request))
    who = by(request)
    if chosen := _asked_for_more(request):
        form.propose(chosen)
    elif form.is_valid() and _splits_are_seen(form) and changed(form, donation, who, lambda row: _save(form, row, who)):
        return tell_saved(request, form, donation)
    return _page(request, form, donation)


@require_safe
@needs("donations.view_donations", "donations.view_donors", "donations.record_donations")
@live_page(shared=True)
def donation_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    donation = get_object_or_404(donations(request), pk=pk)
    form = FORMS[donation.method](instance=donation, donors=donors(request))
    return news_page(request, form, outline, policy.can_change_donation(request.user, donation))


@require_POST
@needs("donations.view_donors", "donations.record_donations")
def donor_choices(request: HttpRequest) -> TemplateResponse:
    """Answer a search with donors to choose from. By POST, because names are searched for."""
    context = _choices(request) | {"picked": request.POST.get("donor", "")}
    return TemplateResponse(request, "donations/_gift_donor_choices.html", context)


def _asked_method(request: HttpRequest) -> str:
    asked = request.POST.get("method") or request.GET.get("method", "")
    return asked if asked in FORMS else PaymentMethod.CASH


def _asked_for_more(request: HttpRequest) -> str:
    """Return for what the form was sent if not for saving."""
    if request.method != "POST":
        return ""
    return request.GET.get("sec", "") or request.POST.get("sec", "") or ("donor" if "find" in request.POST else "")


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Links lead here from a donor or a campaign: `?donor=7`."""
    donor = donors(request).filter(pk=whole_number(request.GET.get("donor", "")) or 0).first()
    campaign = Campaign.objects.open().filter(pk=whole_number(request.GET.get("campaign", "")) or 0).first()
    return {"donor": donor, "campaign": campaign, "collector": request.user, "day": today()}


def _newcomer(request: HttpRequest, form: GiftForm) -> NewDonorForm | None:
    """Return the form of a new donor for those who may register one; it names look-alikes."""
    if not (policy.can_add_donor(request.user) and request.user.has_perm(VIEW_DONORS)):
        return None
    return NewDonorForm(sent(request), prefix="new")


def _splits_are_seen(form: GiftForm) -> bool:
    """Whether a cash gift is far from the limit, or somebody ticked that it is no part of a greater one."""
    if _SPLIT not in form.fields or form.cleaned_data.get(_SPLIT) or not services.is_split(form.instance):
        return True
    form.add_error(_SPLIT, _("Bağışçının bu günkü nakit bağışları birlikte yasal nakit sınırını aşıyor. İşaretleyin."))
    return False


def _record(request: HttpRequest, form: GiftForm, newcomer: NewDonorForm | None) -> Donation | None:
    donation, who = form.instance, by(request)
    try:
        with saving(form):
            if donation.donor.kind == DonorKind.ANONYMOUS:
                donation.donor = services.anonymous_donor(by=who)
            elif form.picked == NEW:
                if newcomer is None:
                    raise Refused
                donation.donor = services.save_donor(donor=newcomer.instance, by=who)
            return services.record_donation(donation=donation, items=form.items(), is_here=form.arrived, by=who)
    except Refused:
        donation.pk = None
        return None


def _save(form: GiftForm, donation: Donation, who: Any) -> None:
    if donation.donor.kind == DonorKind.ANONYMOUS:
        donation.donor = services.anonymous_donor(by=who)
    services.save_donation(donation=donation, items=form.items(), by=who)


def _choices(request: HttpRequest) -> dict[str, Any]:
    text = request.POST.get("search", "").strip()
    found = donors(request).active().exclude(kind=DonorKind.ANONYMOUS).search(text)
    return {"search": text, "choices": list(found.order_by("name_key", "pk")[:MOST_SHOWN]) if text else []}


def _page(request: HttpRequest, form: GiftForm, donation: Donation | None = None, **context: Any) -> TemplateResponse:
    context |= _choices(request) | {
        "picked": form.picked,
        "picked_donor": form.picked_donor,
        "method": form.method,
        "methods": PaymentMethod.choices,
        "redrawing": redrawing("method"),
    }
    beside = [context["newcomer"]] if context.get("newcomer") else []
    return record_page(request, "donations:donation", form, donation, beside=beside, **context)
