"""Who may do this, what may this person do and why, and which rights exclude each other."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kafkasder.core.saving import Refused, record_page, saving, sent
from kafkasder.core.text import fold
from kafkasder.live import live_page

from ..forms import PairForm
from ..guards import by, needs
from ..models import ForbiddenPair, User
from ..pairs import offenders
from ..reasons import ended_sources_of, holders_count, holders_of, rights_by_room, sources_of
from ..roles import ROLES, verbs_of
from ..row_rules import registered
from ..services import pairs as services
from ..verbs import all_verbs

MOST_PEOPLE = 8  # found by a search; whoever wants more opens the list of users


@needs("accounts.manage_users")
@live_page(shared=True)
def rights(request: HttpRequest) -> TemplateResponse:
    """Find a verb or a person by words; each verb leads to those who have it."""
    text = request.GET.get("q", "").strip()
    people = User.objects.visible_to(request.user).search(text).order_by("-is_active", "name_key", "pk")
    count = holders_count()
    found = [(verb, count[verb.name]) for verb in all_verbs().values() if _fits(text, verb.label, verb.room)]
    context = {
        "text": text,
        "rooms": [(room, list(verbs)) for room, verbs in groupby(found, key=lambda each: each[0].room)],
        "people": people[:MOST_PEOPLE] if text else [],
    }
    return TemplateResponse(request, "accounts/rights.html", context)


@needs("accounts.manage_users")
@live_page(shared=True)
def verb_holders(request: HttpRequest, verb: str) -> TemplateResponse:
    """Who may do this, and why?"""
    if verb not in all_verbs():
        raise Http404
    holders = holders_of(verb)
    context = {
        "verb": all_verbs()[verb],
        "holders": [each for each in holders if each.person.is_active],
        "closed": [each for each in holders if not each.person.is_active],
        "limits": [rule for rule in registered() if verb in rule.verbs],
    }
    return TemplateResponse(request, "accounts/verb_holders.html", context)


@needs("accounts.manage_users")
@live_page(shared=True)
def user_rights(request: HttpRequest, pk: int) -> TemplateResponse:
    """What may this person do, and why?"""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    context = {
        "person": person,
        "sources": sources_of(person),
        "ended": ended_sources_of(person),
        "rooms": rights_by_room(person),
    }
    return TemplateResponse(request, "accounts/user_rights.html", context)


@needs("accounts.manage_users")
def role_overview(request: HttpRequest) -> TemplateResponse:
    """Which role carries which verb. Not live: roles are code, and no row is shown."""
    held = [verbs_of([role.slug], all_verbs()) for role in ROLES]
    lines = [(verb, [verb.name in verbs for verbs in held]) for verb in all_verbs().values()]
    context = {
        "roles": ROLES,
        "rooms": [(room, list(members)) for room, members in groupby(lines, key=lambda line: line[0].room)],
    }
    return TemplateResponse(request, "accounts/role_overview.html", context)


@needs("accounts.manage_users")
@live_page(shared=True)
def pair_list(request: HttpRequest) -> TemplateResponse:
    """Which rights exclude each other, and who holds both today."""
    context = {
        "pairs": ForbiddenPair.objects.all(),
        "offenders": offenders(),
        "may_change": request.user.has_perm("accounts.manage_pairs"),
    }
    return TemplateResponse(request, "accounts/pair_list.html", context)


@needs("accounts.manage_users", "accounts.manage_pairs")
def pair_create(request: HttpRequest) -> HttpResponse:
    form = PairForm(sent(request))
    if form.is_valid() and _stored(form, by(request)):
        messages.success(request, _("Kaydedildi. Bu iki yetki artık birlikte verilemez."))
        return redirect("accounts:pair_list")
    return record_page(request, "accounts:pair", form)


@require_POST
@needs("accounts.manage_users", "accounts.manage_pairs")
def pair_delete(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(ForbiddenPair, pk=pk)
    services.lift_pair(pair=pair, by=by(request))
    messages.success(request, _("Kaldırıldı. Bu iki yetki artık birlikte verilebilir."))
    return redirect("accounts:pair_list")


def _stored(form: PairForm, user: User) -> bool:
    try:
        with saving(form):
            services.forbid_pair(by=user, **form.cleaned_data)
    except (Refused, PermissionDenied):
        return False
    return True


def _fits(text: str, *labels: Any) -> bool:
    """Whether every word of `text` is in one of the labels, whatever the letters' case and dots."""
    said = fold(" ".join(map(str, labels)))
    return all(word in said for word in fold(text).split())
