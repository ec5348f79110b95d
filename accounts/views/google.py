"""Signing in with Google: the way there and the way back."""

import secrets
from collections.abc import Callable
from functools import wraps

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from ..google import GoogleAdapter, is_on, provider_for
from ..services.google import PROVIDER

View = Callable[[HttpRequest], HttpResponse]


def _if_on(view: View) -> View:
    """Answer 404 to everybody as long as there are no credentials, and "/" to those who are signed in already."""

    @wraps(view)
    def if_on(request: HttpRequest) -> HttpResponse:
        if not is_on():
            raise Http404
        if request.user.is_authenticated:
            return redirect("/")
        try:
            return view(request)
        except ImmediateHttpResponse as immediate:
            answer: HttpResponse = immediate.response
            return answer

    return if_on


@login_not_required
@never_cache
@require_POST
@_if_on
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to Google, with a state, a nonce and a challenge (PKCE) that only this session can answer."""
    nonce, provider = secrets.token_urlsafe(24), provider_for(request)
    asked = {"nonce": nonce, "prompt": "select_account"}
    try:
        answer: HttpResponse = provider.redirect(
            request, "login", next_url=_way_back(request), auth_params=asked, nonce=nonce
        )
    except RequestException as error:
        get_adapter().on_authentication_error(request, provider, exception=error)
        raise
    return answer


@login_not_required
@never_cache
@require_safe
@_if_on
def callback(request: HttpRequest) -> HttpResponse:
    """Take what Google says. A GET that signs in: its state was made for this session, and serves once."""
    view = OAuth2CallbackView()
    view.request, view.adapter = request, GoogleAdapter(request, PROVIDER)
    answer: HttpResponse = view.dispatch(request)
    return answer


def _way_back(request: HttpRequest) -> str | None:
    wanted = request.POST.get(REDIRECT_FIELD_NAME, "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else None
