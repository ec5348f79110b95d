"""The home page, the search over everything, and the person's preferences."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from accounts.services.preferences import choose_look, fold_group, look_of
from kafkasder.core import dashboard, palette
from kafkasder.core.automatic import automatic
from kafkasder.live import live_page

from .forms import FoldForm, PreferencesForm


class HtmxHttpRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


@live_page(shared=dashboard.same_for_equal_rights)
def home(request: HttpRequest) -> TemplateResponse:
    """Show the numbers of the rooms that the viewer may read."""
    groups = dashboard.groups_for(request.user)
    context = {"groups": groups, "charts": any(group.charts for group in groups)}
    return TemplateResponse(request, "dashboard/home.html", context)


def search(request: HtmxHttpRequest) -> TemplateResponse:
    """Search everything that the viewer may read; the palette asks for the results alone.

    The text is posted: it may be somebody's name or number, which has no place in addresses and access logs.
    """
    text = request.POST.get("q", "").strip()
    template = "dashboard/_hits.html" if request.htmx else "dashboard/search.html"
    return TemplateResponse(request, template, {"text": text, "groups": palette.search(request.user, text)})


@login_not_required
@require_POST
def preferences(request: HtmxHttpRequest) -> HttpResponse:
    """Keep what the person chose and show it in all of their open tabs; without signing in, only the language."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such preference")
    if request.user.is_authenticated:
        choose_look(user=request.user, **form.cleaned_data)
    if request.htmx:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)  # the tab has already changed by itself
    return _remember_language(HttpResponseRedirect(_next_page(request)), form.cleaned_data.get("language"))


@require_POST
def fold(request: HttpRequest) -> HttpResponse:
    """Keep whether the person folded a group of the dashboard; the tab has already done it."""
    form = FoldForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such group")
    fold_group(user=request.user, **form.cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@automatic
@login_not_required  # a script asks
@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Tell a tab that may have missed something what holds now; nothing if it shows that version."""
    user = request.user
    if not isinstance(user, User) or request.GET.get("version") == str(user.look_version):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse(look_of(user))


def _next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else "/"


def _remember_language(response: HttpResponse, language: str | None) -> HttpResponse:
    """Keep the language in the browser too, for its sign-in page."""
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=timedelta(days=365),
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
