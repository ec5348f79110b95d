"""Signing in with Google: what we ask of allauth's OpenID Connect provider beyond its settings.

Google says who somebody is; whether there is an account for them was decided by an invitation. The button is there
only with GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.
"""

import logging
from typing import Any, NoReturn

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from .adapter import AccountAdapter
from .services.google import PROVIDER, NotOurs, sign_in

SAID = "sign-in"  # marks a message that the sign-in page shows
_ALGORITHM = "RS256"
_DISCOVERY_SECONDS = 3600
_CLOCKS_DIFFER = 30  # seconds at most
_log = logging.getLogger(__name__)


def is_on() -> bool:
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])


class GoogleAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        """Where Google's endpoints are: asked once an hour, not at each sign-in."""
        if (known := cache.get(self._discovered)) is None:
            known = super().openid_config
            cache.set(self._discovered, known, _DISCOVERY_SECONDS)
        return dict(known)

    @property
    def _discovered(self) -> str:
        return f"openid:{self.get_provider().server_url}"

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("google_callback"))

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Return the claims. allauth trusts what comes straight from Google; the signature is checked all the same."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key_of(id_token).key,
                algorithms=[_ALGORITHM],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=_CLOCKS_DIFFER,
                options={"require": ["aud", "exp", "iat", "iss", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the id_token cannot be trusted") from error
        return claims

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        """Return the public key by which the token says that it was signed; it need not name the only one."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
        answer.raise_for_status()
        name = jwt.get_unverified_header(id_token).get("kid")
        keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if name in (None, key.key_id)]
        if len(keys) != 1:
            raise ValueError("no such key")
        return keys[0]


class GoogleProvider(OpenIDConnectProvider):
    oauth2_adapter_class = GoogleAdapter

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        """Carry the claims beside the login: only what is compared next time is kept, and only by `sign_in`."""
        login: Any = super().sociallogin_from_response(request, response)
        login.claims = response["id_token"]
        known = SocialAccount.objects.filter(provider=PROVIDER, uid=login.account.uid).first()
        login.account.extra_data = known.extra_data if known else {}
        return login


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Put the account's owner into the login, or refuse in the words for a wrong password."""
        claims, state = sociallogin.claims, sociallogin.state
        if state.get("process") != "login" or not constant_time_compare(claims.get("nonce", ""), state["nonce"]):
            refuse(request, _("Google ile giriş tamamlanamadı. Yeniden deneyin."))
        try:
            sociallogin.user, sociallogin.account = sign_in(claims, request)
        except NotOurs:
            refuse(request, AccountAdapter.error_messages["email_password_mismatch"])
        request.session.set_expiry(0)  # nobody asked to be remembered

    def on_authentication_error(self, request: HttpRequest, provider: Any, *args: Any, **options: Any) -> None:
        """Answer whatever went wrong between Google and us, or what somebody broke off, with the sign-in page."""
        _log.info("Signing in with Google failed: %s", type(options.get("exception")).__name__)
        refuse(request, _("Google ile giriş tamamlanamadı. Yeniden deneyin."))


def refuse(request: HttpRequest, text: Any) -> NoReturn:
    messages.error(request, text, extra_tags=SAID)
    raise ImmediateHttpResponse(redirect("account_login"))


def provider_for(request: HttpRequest) -> GoogleProvider:
    provider: GoogleProvider = get_adapter().get_provider(request, PROVIDER)
    return provider
