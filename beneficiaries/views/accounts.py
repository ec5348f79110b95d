"""Bank accounts of a household: written, made the primary one, closed, and shown in clear for a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import by, needs
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, changed, done, news_page, record_page, sent, tell_saved
from kafkasder.live import live_page

from .. import policy, services
from ..forms import AccountForm
from ..models import BankAccount
from ..querysets import sees_all
from ..states import ACCOUNT_STATES
from .rows import get_account, get_household, households

_VIEW, _CHANGE = "beneficiaries.view_bank_accounts", "beneficiaries.change_bank_accounts"


@needs("beneficiaries.view_household", _VIEW, _CHANGE)
@sensitive_post_parameters()
def account_create(request: HttpRequest, pk: int) -> HttpResponse:
    household = get_household(request, pk)
    policy.can_change_accounts(request.user, household).require()
    form = AccountForm(sent(request), household=household)
    if form.is_valid() and done(form, services.save_account, account=form.instance, by=by(request)):
        messages.success(request, _("Banka hesabı kaydedildi."))
        _warn_of_others(request, form.instance)
        return redirect(household)
    back = household.get_absolute_url()
    return record_page(request, "beneficiaries:account", form, cancel=back, household=household)


@needs("beneficiaries.view_household", _VIEW, _CHANGE)
@sensitive_post_parameters()
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    policy.can_change_accounts(request.user, account.household).require()
    form = AccountForm(sent(request), instance=account, household=account.household)
    if form.is_valid() and changed(
        form, account, by(request), lambda row: services.save_account(account=row, by=by(request))
    ):
        _warn_of_others(request, get_account(request, pk))
        return tell_saved(request, form, account.household)
    return record_page(request, "beneficiaries:account", form, account, household=account.household)


def _warn_of_others(request: HttpRequest, account: BankAccount) -> None:
    """Tell that other households have the same IBAN: which ones, of those that one sees, and how many others."""
    others = services.households_with_iban(account)
    if not others:
        return
    seen = households(request).filter(pk__in=[each.pk for each in others]).order_by("pk")
    names = [each.file_number for each in seen]
    if hidden := len(others) - len(names):
        names.append(ngettext("görmediğiniz %(count)s hane", "görmediğiniz %(count)s hane", hidden) % {"count": hidden})
    messages.warning(request, _("Bu IBAN başka hanede de kayıtlı: %(households)s") % {"households": ", ".join(names)})


@require_safe
@needs("beneficiaries.view_household", _VIEW, _CHANGE)
@live_page(shared=sees_all)
def account_news(request: HttpRequest, pk: int, outline: str) -> TemplateResponse:
    account = get_account(request, pk)
    form = AccountForm(instance=account, household=account.household)
    return news_page(request, form, outline, policy.can_change_accounts(request.user, account.household))


@require_POST
@needs("beneficiaries.view_household", _VIEW, _CHANGE)
def account_primary(request: HttpRequest, pk: int) -> HttpResponse:
    account = get_account(request, pk)
    try:
        services.make_primary(account=account, by=by(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Ana hesap değişti."))
    return redirect(account)


@needs("beneficiaries.view_household", _VIEW, _CHANGE)
def account_state(request: HttpRequest, pk: int, target: str) -> HttpResponse:
    account = get_account(request, pk)
    policy.can_change_accounts(request.user, account.household).require()
    transition = ACCOUNT_STATES.asked(account.state, target)
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid() and done(
        form, services.change_account_state, account=account, target=target, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Kaydedildi."))
        return redirect(account)
    title = f"{transition.label}: {account}"
    return action_page(request, form, title=title, label=transition.label, back=account.get_absolute_url())
