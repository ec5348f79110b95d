"""How one wants to be told."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import form_page, sent

from ..forms import PreferencesForm
from ..services import preferences as services


@needs()
def preferences(request: HttpRequest) -> HttpResponse:
    """Show and keep them. Not live: it is a form of one's own, which nobody else changes."""
    who = by(request)
    form = PreferencesForm(sent(request), user=who)
    if form.is_valid():
        with transaction.atomic():
            services.choose(by=who, choices=form.choices)
            services.keep_rhythm(by=who, **form.hours)
        messages.success(request, _("Bildirim tercihleriniz kaydedildi."))
        return redirect("notifications:preferences")
    return form_page(request, "notifications/preferences.html", form)
