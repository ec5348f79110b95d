"""Authorisations to collect: their list, the page of one, giving and ending them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.audit.words import timeline_of
from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, record_page, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms.receipts import AuthorizationForm, RevokeForm
from ..lists.receipts import AUTHORIZATIONS
from ..models import CollectorAuthorization

VIEW, MANAGE = "donations.view_receipts", "donations.manage_receipt_books"


@needs(VIEW)
@AUTHORIZATIONS.personal
@live_page(shared=True)
def authorization_list(request: HttpRequest) -> HttpResponseBase:
    return AUTHORIZATIONS.respond(request, "donations/authorization_list.html")


@require_safe
@needs(VIEW)
@live_page(shared=True)
def authorization_detail(request: HttpRequest, pk: int) -> TemplateResponse:
    authorization = get_authorization(request, pk)
    context = {
        "authorization": authorization,
        "may_revoke": policy.can_revoke_authorization(request.user, authorization).allowed,
        "history": timeline_of(authorization),
    }
    return TemplateResponse(request, "donations/authorization_detail.html", context)


@needs(VIEW, MANAGE)
def authorization_create(request: HttpRequest) -> HttpResponse:
    form = AuthorizationForm(sent(request))
    if form.is_valid() and (
        given := done(form, services.authorize_collector, authorization=form.instance, by=by(request))
    ):
        messages.success(request, _("Tahsil yetkisi kaydedildi."))
        return redirect(given)
    return record_page(request, "donations:authorization", form)


@needs(VIEW, MANAGE)
def authorization_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    authorization = get_authorization(request, pk)
    policy.can_revoke_authorization(request.user, authorization).require()
    form = RevokeForm(sent(request))
    if form.is_valid() and done(
        form, services.revoke_authorization, authorization=authorization, by=by(request), **form.cleaned_data
    ):
        messages.success(request, _("Yetki iptal edildi."))
        return redirect(authorization)
    title = _("Yetkiyi iptal et: %(person)s") % {"person": authorization.person}
    back = authorization.get_absolute_url()
    return action_page(request, form, title=title, label=_("İptal et"), back=back)


def get_authorization(request: HttpRequest, pk: int) -> CollectorAuthorization:
    rows = CollectorAuthorization.objects.visible_to(request.user).select_related("person")
    found: CollectorAuthorization = get_object_or_404(rows, pk=pk)
    return found
