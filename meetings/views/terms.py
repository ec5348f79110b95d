"""The terms of law and statute: listed, added, and taken away while nobody went by them."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import action_page, done, sent
from kafkasder.live import live_page

from .. import policy, services
from ..forms import TermForm
from ..lists import TERMS
from ..lists.terms import term_words
from ..models import TermRule

_VERBS = ("meetings.view_duties", "meetings.manage_duties")


@needs(*_VERBS)
@TERMS.personal
@live_page(shared=True)
def term_list(request: HttpRequest) -> HttpResponseBase:
    return TERMS.respond(request, "meetings/term_list.html")


@needs(*_VERBS)
def term_add(request: HttpRequest) -> HttpResponse:
    form = TermForm(sent(request))
    if form.is_valid() and done(form, services.add_term, rule=form.instance, by=by(request)):
        messages.success(request, _("Süre eklendi."))
        return redirect("meetings:term_list")
    return action_page(
        request,
        form,
        title=_("Süre ekle"),
        text=_("Yeni değer kendi gününden başlar; öncekiler oldukları gibi kalır."),
        label=_("Ekle"),
        back=reverse("meetings:term_list"),
    )


@needs(*_VERBS)
def term_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(TermRule, pk=pk)
    policy.can_remove_term(request.user, rule).require()
    form = forms.Form(sent(request))
    if form.is_valid() and done(form, services.remove_term, rule=rule, by=by(request)):
        messages.success(request, _("Kaldırıldı."))
        return redirect("meetings:term_list")
    title = _("Kaldır: %(what)s") % {"what": f"{rule}: {term_words(rule)}"}
    text, back = _("Denetim kaydında kalır."), reverse("meetings:term_list")
    return action_page(request, form, title=title, text=text, label=_("Kaldır"), back=back)
