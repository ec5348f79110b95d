"""Who somebody is whom Google has let in: an active user by their e-mail, always the same Google account."""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kafkasder.core.fields import clean_name

from ..audit import acting
from ..emails import normalise_email
from ..models import EventKind, User
from ..pictures import fetch_picture
from .security_events import record_event
from .users import change_profile

PROVIDER = "google"


class NotOurs(Exception):
    """Google knows this person, the panel does not, or not as this Google account."""


def sign_in(claims: Mapping[str, Any], request: HttpRequest) -> tuple[User, SocialAccount]:
    """Return the user whom `claims` (of a checked id_token) name, and their one connection with Google.

    The first sign-in makes the connection. Raise NotOurs for an e-mail that Google has not verified, that belongs to no
    active user, or that came to belong to another Google account: an address may be given to somebody else.
    """
    user, account = _connected(claims)
    if user is None or account is None:
        record_event(EventKind.FAILURE, user=user, request=request, method=PROVIDER, unknown=user is None)
        raise NotOurs
    _take_over_profile(user, account, claims)
    return user, account


@transaction.atomic
def _connected(claims: Mapping[str, Any]) -> tuple[User | None, SocialAccount | None]:
    email = normalise_email(str(claims.get("email", "")))
    user = User.objects.select_for_update().filter(email=email).first() if email else None
    if user is None or claims.get("email_verified") is not True:
        return None, None
    uid = str(claims["sub"])
    connections = list(SocialAccount.objects.filter(Q(uid=uid) | Q(user=user), provider=PROVIDER))
    if not user.is_active or any((each.uid, each.user_id) != (uid, user.pk) for each in connections):
        return user, None
    return user, connections[0] if connections else SocialAccount.objects.create(user=user, provider=PROVIDER, uid=uid)


def _take_over_profile(user: User, account: SocialAccount, claims: Mapping[str, Any]) -> None:
    """Store the name and picture if they changed at Google since the last sign-in, so that changes made here stay."""
    known, changed = dict(account.extra_data), dict[str, Any]()
    name = clean_name(str(claims.get("name", "")))[:150]
    if name and name != known.get("name"):
        known["name"] = changed["full_name"] = name
    address = str(claims.get("picture", ""))
    if address and address != known.get("picture") and (picture := fetch_picture(address)):
        known["picture"], changed["avatar"] = address, picture
    if not changed:
        return
    with transaction.atomic(), acting(user=user, reason=_("Google profilinden")):
        change_profile(user=user, **changed)
        SocialAccount.objects.filter(pk=account.pk).update(extra_data=known)
    account.extra_data = known
    user.refresh_from_db()
