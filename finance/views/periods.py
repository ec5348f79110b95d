"""Months and years: what is locked, what stands in the way, and the locks."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import basis, periods, policy, services
from ..forms.periods import CloseForm
from ..models import ClosedYear
from .years import asked_year


@require_safe
@needs("finance.view_finance")
@live_page(shared=True)
def period_list(request: HttpRequest) -> TemplateResponse:
    years = periods.years()
    year = asked_year(request, years)
    months = periods.months_of(year)
    context = {
        "year": year,
        "years": years,
        "months": months,
        "next_month": periods.next_to_lock(months),
        "closed": ClosedYear.objects.filter(year=year).select_related("closed_by").first(),
        "in_the_way": list(periods.reasons_not_to_close(year)),
        "basis": basis.warning(year),
        "late": periods.late_papers(),
        "carried": list(periods.carried_into(year)),
        "may_lock": policy.can_lock(request.user).allowed,
    }
    return TemplateResponse(request, "finance/period_list.html", context)


@needs("finance.view_finance", "finance.lock_periods", recently=True)
def month_lock(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not (1 <= month <= 12 and year in periods.years()):
        raise Http404
    first = date(year, month, 1)
    form = Form(sent(request))
    back = f"{reverse('finance:period_list')}?yil={year}"
    if form.is_valid() and done(form, services.lock_month, month=first, by=by(request)):
        messages.success(request, _("%(month)s kilitlendi.") % {"month": date_format(first, "F Y")})
        return redirect(back)
    return action_page(
        request,
        form,
        title=_("%(month)s ayını kilitle") % {"month": date_format(first, "F Y")},
        text=_(
            "Ayın kayıtları defter sıra numarası alır ve bu aya bir daha kayıt yazılmaz. Kilit açılmaz; sonradan çıkan "
            "yanlış, açık bir güne yazılan ters kayıtla düzeltilir."
        ),
        label=_("Kilitle"),
        back=back,
    )


@needs("finance.view_finance", "finance.lock_periods", recently=True)
def year_close(request: HttpRequest, year: int) -> HttpResponse:
    if year not in periods.years():
        raise Http404
    form = CloseForm(sent(request))
    back = f"{reverse('finance:period_list')}?yil={year}"
    if form.is_valid() and done(form, services.close_year, year=year, by=by(request), **form.cleaned_data):
        messages.success(request, _("%(year)d yılı kapatıldı.") % {"year": year})
        return redirect(back)
    return action_page(
        request,
        form,
        title=_("%(year)d yılını kapat") % {"year": year},
        text=_("Fonların ve hesapların 31 Aralık bakiyeleri sonraki yıla devreder. Kapanan yıl yeniden açılmaz."),
        label=_("Yılı kapat"),
        back=back,
    )
