"""What operators owe, what they paid out, and the small pages that write and take back a settlement."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from finance.choices import Currency
from kafkasder.core.days import today
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, form_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..clearing import AGE_LABELS, owed_by_age
from ..forms.batches import SettlementForm
from ..lists import SETTLEMENTS, UNSETTLED
from ..models import Donation, Settlement

_PAGE = 100


@needs("donations.view_donations")
@UNSETTLED.personal
@live_page(shared=True)
def unsettled_list(request: HttpRequest) -> HttpResponseBase:
    return UNSETTLED.respond(request, "donations/unsettled_list.html")


@needs("donations.view_donations")
@SETTLEMENTS.personal
@live_page(shared=True)
def settlement_list(request: HttpRequest) -> HttpResponseBase:
    return SETTLEMENTS.respond(request, "donations/settlement_list.html")


@require_safe
@needs("donations.view_donations")
@live_page(shared=True)
def clearing_ages(request: HttpRequest) -> TemplateResponse:
    """Show how long operators have owed what they owe."""
    owed = owed_by_age(Donation.objects.visible_to(request.user), today())
    return TemplateResponse(request, "donations/clearing_ages.html", {"owed": owed, "labels": AGE_LABELS})


@require_safe
@needs("donations.view_donations")
@live_page(shared=True)
def settlement_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    rows = Settlement.objects.visible_to(request.user)
    one = ("from_account", "to_account", "created_by", "undone_by", "transfer", "fee_record")
    settlement = get_object_or_404(rows.select_related(*one), pk=pk)
    gifts = Donation.objects.visible_to(request.user).filter(settlement=settlement).select_related("donor")
    context = {
        "settlement": settlement,
        "gifts": Paginator(gifts.order_by("day", "pk"), _PAGE).get_page(request.GET.get("sayfa")),
        "may_undo": policy.can_undo_settlement(request.user, settlement).allowed,
        "history": timeline_of(settlement),
    }
    return TemplateResponse(request, "donations/settlement_detail.html", context)


@needs("donations.view_donations", "finance.record_finance")
def settlement_create(request: HttpRequest, action: str) -> HttpResponse:
    """Settle the gifts that were ticked in the list, or all that it was asked for."""
    if action not in {each.key for each in UNSETTLED.bulk}:
        raise Http404
    listing = UNSETTLED.bind(request, reverse("donations:unsettled_list"))
    picked = listing.picked(request.GET)
    sums = _sums(picked)
    currency = sums[0]["currency"] if sums else Currency.TRY
    form = SettlementForm(sent(request), currency=currency, initial={"seen": sums[0]["amount"] if sums else None})
    if form.is_valid():
        keys = [*picked.values_list("pk", flat=True)]
        if settlement := done(form, services.settle, donations=keys, by=by(request), **form.cleaned_data):
            messages.success(request, _("%(count)d bağışın hesabı kapatıldı.") % {"count": settlement.count})
            return redirect(settlement)
    context = {"sums": sums, "currency": currency, "back": listing.state.url()}
    return form_page(request, "donations/settlement_form.html", form, **context)


@needs("donations.view_donations", "finance.record_finance")
def settlement_undo(request: HttpRequest, pk: int) -> HttpResponse:
    settlement = get_object_or_404(Settlement.objects.visible_to(request.user), pk=pk)
    policy.can_undo_settlement(request.user, settlement).require()
    form = ReasonForm(sent(request))
    if form.is_valid() and done(
        form, services.undo_settlement, settlement=settlement, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Hesap kapama geri alındı."))
        return redirect(settlement)
    return action_page(
        request,
        form,
        title=_("Hesap kapamayı geri al"),
        label=_("Geri al"),
        back=settlement.get_absolute_url(),
        text=_("Para bugünün tarihiyle alacak hesabına döner, bağışlar yeniden ödeme bekler."),
    )


def _sums(picked: Any) -> list[dict[str, Any]]:
    """Return what the chosen gifts come to, for each account."""
    rows = picked.order_by().values("account_id", "account__name", "account__currency", "currency")
    return [*rows.annotate(count=Count("pk"), amount=Sum("owed")).order_by("account__name_key", "account_id")]
