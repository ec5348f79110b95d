"""The terms of law and statute: listed, added, and taken away while nobody went by them."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.guards import by, needs
from kafkasder.core.saving import act_page, remove_page, sent
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
def term_add(request: HttpRequest) -> HttpResponseBase:
    form = TermForm(sent(request))
    return act_page(
        request,
        form,
        services.add_term,
        rule=form.instance,
        by=by(request),
        said=_("Süre eklendi."),
        title=_("Süre ekle"),
        text=_("Yeni değer kendi gününden başlar; öncekiler oldukları gibi kalır."),
        label=_("Ekle"),
        back=reverse("meetings:term_list"),
    )


@needs(*_VERBS)
def term_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    rule = get_object_or_404(TermRule, pk=pk)
    policy.can_remove_term(request.user, rule).require()
    told, back = f"{rule}: {term_words(rule)}", reverse("meetings:term_list")
    return remove_page(request, services.remove_term, rule=rule, by=by(request), told=told, back=back)
