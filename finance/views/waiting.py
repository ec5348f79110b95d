"""What pages of records and of transfers that wait for a second pair of eyes share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by
from kafkasder.core.reasons import ReasonForm
from kafkasder.core.saving import action_page, done, sent
from kafkasder.core.states import SEEN, Transition

from .. import policy, services
from ..models import FinanceRecord, Transfer


def decision_page(request: HttpRequest, decide: Any, transition: Transition, **row: Any) -> HttpResponse:
    """Have `decide` decide about the one row that is named; who looked at other figures looks again."""
    ((_name, record),) = row.items()
    form = ReasonForm(sent(request), required=transition.needs_reason)
    if form.is_valid():
        seen = request.GET.get(SEEN, "")
        target = transition.target
        if done(form, decide, **row, target=target, by=by(request), seen=seen, **form.cleaned_data):
            messages.success(request, _("Kaydedildi."))
            return redirect(record)
        if form.has_error(NON_FIELD_ERRORS, services.CHANGED_MEANWHILE):
            messages.error(request, str(form.non_field_errors()[0]))
            return redirect(record)
    title = f"{transition.label}: {record}"
    return action_page(request, form, title=title, label=transition.label, back=record.get_absolute_url())


def withdrawal_page(request: HttpRequest, row: FinanceRecord | Transfer) -> HttpResponse:
    """Ask why somebody withdraws what they wrote."""
    policy.can_withdraw(request.user, row).require()
    form = ReasonForm(sent(request), required=True)
    if form.is_valid() and done(form, services.withdraw, row=row, by=by(request), **form.cleaned_data):
        messages.success(request, _("Geri çekildi; onay beklemiyor."))
        return redirect(row)
    return action_page(
        request,
        form,
        title=_("Geri çek: %(record)s") % {"record": row},
        text=_("Kayıt silinmez; geri çekildiği ve nedeni üzerinde kalır."),
        label=_("Geri çek"),
        back=row.get_absolute_url(),
    )


def sees_the_same(viewer: Any) -> bool:
    """Whoever wrote what waits withdraws it and may not decide about it, so those who do either see their own pages."""
    return not (viewer.has_perm("finance.approve_finance") or viewer.has_perm("finance.record_finance"))
