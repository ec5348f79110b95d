"""Reconciling a released list with what the bank says: all paid, one that failed, or the bank's sheet."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.guards import by, needs
from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.saving import action_page, done, explaining, form_page, refuse, sent

from .. import policy, services
from ..bank_results import Matches, read_results
from ..forms.payments_lists import AllPaidForm, FailureForm, ResultForm, SettleForm
from ..models import Aid, PaymentList
from ..states import AidState
from .payments_rows import PREPARE, VIEW_LISTS, get_list, get_payment

_HOUR = 3600
MOST_SHOWN = 100


@needs(*VIEW_LISTS, PREPARE)
def list_all_paid(request: HttpRequest, pk: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    policy.can_reconcile(request.user, payment_list).require()
    waiting = payment_list.aids.filter(state=AidState.SENT).count()
    form = AllPaidForm(sent(request))
    if form.is_valid():
        try:
            with explaining():
                count = services.all_paid(payment_list=payment_list, by=by(request))
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("%(count)d ödeme ödendi yazıldı.") % {"count": count})
            return redirect(payment_list)
    return action_page(
        request,
        form,
        title=_("Hepsi ödendi: %(list)s") % {"list": payment_list.number},
        label=_("Ödendi yaz"),
        back=payment_list.get_absolute_url(),
        text=_("Sonucu bekleyen %(count)d ödemenin hepsi ödendi yazılır.") % {"count": waiting},
    )


@needs(*VIEW_LISTS, PREPARE)
def list_fail(request: HttpRequest, pk: int, aid: int) -> HttpResponse:
    payment_list = get_list(request, pk)
    payment = get_payment(request, payment_list, aid)
    policy.can_reconcile(request.user, payment_list).require()
    form = FailureForm(sent(request))
    if form.is_valid() and done(
        form,
        services.reconcile,
        payment_list=payment_list,
        paid={},
        failed={payment.pk: form.cleaned_data["reason"]},
        day=form.cleaned_data["day"],
        by=by(request),
    ):
        messages.success(request, _("Ödenemedi yazıldı; parası fona ve hesaba döndü."))
        return redirect(payment_list)
    return action_page(
        request,
        form,
        title=_("Ödenemedi: %(number)s") % {"number": payment.household.file_number},
        label=_("Ödenemedi yaz"),
        back=payment_list.get_absolute_url(),
        text=_("Gideri bu günün tarihiyle ters kayıtla geri alınır."),
    )


@needs(*VIEW_LISTS, PREPARE)
def list_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the bank's sheet and show what it says before anything is stored."""
    payment_list = get_list(request, pk)
    policy.can_reconcile(request.user, payment_list).require()
    form = ResultForm(sent(request), request.FILES or None)
    context: dict[str, Any] = {"payment_list": payment_list, "matches": None}
    if form.is_valid():
        asked = form.cleaned_data
        try:
            matches = read_results(payment_list, asked.get("upload"), asked.get("pasted", ""))
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            told = _told(payment_list, matches, asked["day"])
            signed = signing.dumps(told, salt=_salt(request), compress=True)
            settle = SettleForm(initial={"answers": signed}, unsaid=matches.unsaid)
            context |= {"settle": settle} | _shown(told)
    return form_page(request, "aid/list_results.html", form, **context)


def _told(payment_list: PaymentList, matches: Matches, day: Any) -> dict[str, Any]:
    """Return what is shown of a sheet, as it is signed: it is all that is known of it once the page is sent back."""
    return {
        "list": payment_list.pk,
        "paid": {str(key): reference for key, reference in matches.paid.items()},
        "failed": {str(key): reason for key, reason in matches.failed.items()},
        "day": format_date(day),
        "unsaid": matches.unsaid,
        "silent": matches.silent,
        "unclear": len(matches.problems),
        "problems": [asdict(problem) for problem in matches.problems[:MOST_SHOWN]],
    }


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    keys = [int(key) for key in list(told["failed"])[:MOST_SHOWN]]
    failed = Aid.objects.filter(pk__in=keys).select_related("household").order_by("pk")
    return {"matches": told, "failed": [(aid, told["failed"][str(aid.pk)]) for aid in failed]}


def _salt(request: HttpRequest) -> str:
    """What was shown to somebody is stored by them alone."""
    return f"aid.bank-results.{request.user.pk}"


@require_POST
@needs(*VIEW_LISTS, PREPARE)
def list_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Store what was shown; all of it or nothing, and once."""
    payment_list = get_list(request, pk)
    policy.can_reconcile(request.user, payment_list).require()
    try:
        told = signing.loads(request.POST.get("answers", ""), salt=_salt(request), max_age=_HOUR)
    except signing.BadSignature:
        told = None
    if told is None or told["list"] != payment_list.pk or "unsaid" not in told:
        messages.error(request, _("Bu önizleme eskidi; dosyayı yeniden yükleyin."))
        return redirect("aid:list_results", pk=payment_list.pk)
    settle = SettleForm(request.POST, unsaid=told["unsaid"])
    if not settle.is_valid():
        form = ResultForm(initial={"day": told["day"]})
        context = {"payment_list": payment_list, "settle": settle} | _shown(told)
        return form_page(request, "aid/list_results.html", form, settle, **context)
    day = ResultForm.base_fields["day"].clean(told["day"]) if told["day"] else today()
    try:
        with explaining():
            paid, failed = services.reconcile(
                payment_list=payment_list,
                paid={int(key): value for key, value in told["paid"].items()},
                failed={int(key): value for key, value in told["failed"].items()},
                day=day,
                by=by(request),
            )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("aid:list_results", pk=payment_list.pk)
    told_words = _("%(paid)d ödeme ödendi, %(failed)d ödeme ödenemedi yazıldı.")
    messages.success(request, told_words % {"paid": paid, "failed": failed})
    return redirect(payment_list)
