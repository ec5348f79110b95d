"""Consents of a donor, channel by channel: what holds now, and the small pages that record a new word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent

from .. import policy, services
from ..choices import Channel
from ..forms import ConsentForm
from ..models import Consent, Donor
from .rows import get_donor


@dataclass(frozen=True)
class ChannelLine:
    """A channel on a donor's page. `last` is the newest word about it; what one may not do has no address."""

    channel: Channel
    given: bool
    reachable: bool
    last: Consent | None
    give_url: str = ""
    withdraw_url: str = ""


def channels_of(donor: Donor, may: Mapping[str, bool]) -> list[ChannelLine]:
    """Return all channels with what holds now; none for the donor of whom nothing is known."""
    if donor.is_anonymous:
        return []
    newest: dict[str, Consent] = {}
    for consent in donor.consent_history.select_related("by").order_by("-at", "given", "-pk"):
        newest.setdefault(consent.channel, consent)
    return [_line(donor, channel, newest.get(channel), may) for channel in Channel]


def _line(donor: Donor, channel: Channel, last: Consent | None, may: Mapping[str, bool]) -> ChannelLine:
    given, reachable = channel in donor.consents, donor.can_be_reached_by(channel)
    address = [donor.pk, channel.value]
    return ChannelLine(
        channel,
        given,
        reachable,
        last,
        reverse("donations:consent_give", args=address) if may["give"] and reachable and not given else "",
        reverse("donations:consent_withdraw", args=address) if may["withdraw"] and given else "",
    )


@needs("donations.view_donors", "donations.manage_consents")
def consent_give(request: HttpRequest, pk: int, channel: str) -> HttpResponse:
    donor = get_donor(request, pk)
    policy.can_give_consent(request.user, donor).require()
    return _record(request, donor, channel, given=True)


@needs("donations.view_donors", "donations.manage_consents")
def consent_withdraw(request: HttpRequest, pk: int, channel: str) -> HttpResponse:
    donor = get_donor(request, pk)
    policy.can_withdraw_consent(request.user, donor).require()
    return _record(request, donor, channel, given=False)


def _record(request: HttpRequest, donor: Donor, channel: str, *, given: bool) -> HttpResponse:
    if channel not in Channel.values:
        raise Http404
    form = ConsentForm(sent(request))
    if form.is_valid() and done(
        form,
        services.record_consent,
        donor=donor,
        channel=channel,
        given=given,
        by=by(request),
        **form.cleaned_data,
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(donor)
    label = Channel(channel).label
    title = _("%(channel)s izni verildi") if given else _("%(channel)s izni geri çekildi")
    text = "" if given else _("Geri çekilen izin hemen geçersiz olur; bu kanaldan artık yazılmaz, aranmaz.")
    back = donor.get_absolute_url()
    return action_page(request, form, title=title % {"channel": label}, label=_("Kaydet"), back=back, text=text)
