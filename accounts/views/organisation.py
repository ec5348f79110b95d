"""The association's identity: what stands at the head of its papers, and its logo."""

import re

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kafkasder.core.automatic import automatic
from kafkasder.core.policy import ALLOWED
from kafkasder.core.saving import Refused, done, form_page, merge, news_page, saving, sent, tell_saved
from kafkasder.live import live_page

from ..forms.organisation import LogoForm, OrganisationForm
from ..guards import by, needs
from ..models import OrganisationProfile, User
from ..services.organisation import change_organisation, locked_profile

_PICTURE = re.compile(r"[\w-]+\.png", re.ASCII)


@needs("accounts.change_organisation")
def organisation(request: HttpRequest) -> HttpResponse:
    row = OrganisationProfile.current()
    form = OrganisationForm(sent(request), instance=row)
    if form.is_valid() and _changed(form, by(request)):
        return tell_saved(request, form, "accounts:organisation")
    outline = form.outline
    news_url = reverse("accounts:organisation_news", args=[outline]) if outline else ""
    context = {"record": row, "news_url": news_url, "cancel": reverse("home")}
    return form_page(request, "accounts/organisation_form.html", form, **context)


def _changed(form: OrganisationForm, user: User) -> bool:
    """Do as `saving.changed` does; the one row may not be there yet."""
    try:
        with saving(form):
            merge(form, locked_profile())
            change_organisation(by=user, **form.values)
    except Refused:
        return False
    return True


@require_safe
@needs("accounts.change_organisation")
@live_page(shared=True)
def organisation_news(request: HttpRequest, outline: str) -> TemplateResponse:
    """Tell whoever has the form open what others saved since."""
    return news_page(request, OrganisationForm(instance=OrganisationProfile.current()), outline, ALLOWED)


@needs("accounts.change_organisation")
def organisation_logo(request: HttpRequest) -> HttpResponse:
    form = LogoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and done(form, change_organisation, by=by(request), logo=form.cleaned_data["picture"] or ""):
        messages.success(request, _("Logo kaydedildi."))
        return redirect("accounts:organisation")
    return form_page(request, "accounts/organisation_logo.html", form)


@automatic  # the picture may come with an update
@require_safe
@needs()
def logo(request: HttpRequest, name: str) -> FileResponse:
    """Send the logo to people who are signed in; its random name never stands for another picture."""
    path = f"logo/{name}"
    if not _PICTURE.fullmatch(name) or not default_storage.exists(path):
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(default_storage.open(path), content_type="image/png", headers=headers)
