"""Who holds a browser session right now and what that person may do, loaded for many sessions at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from .admission import unmet
from .topics import Topics, belonging


@dataclass(frozen=True)
class Standing:
    """A signed-in person as the live layer knows them; `verbs` is None for a superuser, who may do all."""

    user_id: int
    language: str
    verbs: frozenset[str] | None

    def has_perm(self, verb: str) -> bool:
        return self.verbs is None or verb in self.verbs

    def verbs_digest(self) -> str:
        text = "*" if self.verbs is None else "\n".join(sorted(self.verbs))
        return blake2b(text.encode(), digest_size=8).hexdigest()


def session_digest(session_key: str) -> str:
    """A name for a session by which nobody can take it over."""
    return blake2b(session_key.encode(), digest_size=16).hexdigest()


def load_standings(session_keys: Collection[str]) -> dict[str, Standing]:
    """The standing behind each session; a session that is missing here is signed out."""
    claims = {key: claim for key, claim in _load_claims(session_keys).items() if claim is not None}
    users = _load_users({claim.user_id for claim in claims.values()})
    standings = _standings_of(users.values())
    return {
        key: standings[claim.user_id]
        for key, claim in claims.items()
        if (user := users.get(claim.user_id))
        and _hash_holds(user, claim.auth_hash)
        and not unmet(claim.session, user, standings[claim.user_id].has_perm)
    }


def standing_of(user: AbstractBaseUser) -> Standing:
    return _standings_of([user])[str(user.pk)]


def topics_of(standings: Iterable[Standing]) -> Topics:
    """What standings were read from. Sessions are left out: they are saved at every turn and their end is announced."""
    user: Any = get_user_model()
    key = user._meta.pk.column
    topics = Topics({user._meta.db_table: frozenset(belonging(key, standing.user_id) for standing in standings)})
    for relation in (user.groups, user.user_permissions, Group.permissions):
        topics.add(relation.through._meta.db_table)
    return topics


class Claim(NamedTuple):
    """Whose session it says it is, the hash that ends it with a new password, and what conditions are asked of."""

    user_id: str
    auth_hash: str
    session: Mapping[str, Any]


def _session_store() -> type[SessionBase]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return store


def _load_claims(session_keys: Collection[str]) -> dict[str, Claim | None]:
    store = _session_store()
    if issubclass(store, DatabaseSessions):
        keys = [key for key in session_keys if key.isascii() and key.isprintable()]  # others spoil the whole query
        rows = store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        return {key: _decode(store, data) for key, data in rows.values_list("session_key", "session_data")}
    return {key: _claim(store(key).load()) for key in session_keys}


@lru_cache(maxsize=20_000)  # a thousand tabs are checked at each render; their sessions hardly ever change
def _decode(store: type[SessionBase], data: str) -> Claim | None:
    return _claim(store().decode(data))


def _claim(session: dict[str, Any]) -> Claim | None:
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return Claim(session[SESSION_KEY], session.get(HASH_SESSION_KEY, ""), session)


def _load_users(user_ids: Collection[str]) -> dict[str, AbstractBaseUser]:
    return {str(user.pk): user for user in get_user_model()._default_manager.filter(pk__in=user_ids, is_active=True)}


def _hash_holds(user: AbstractBaseUser, auth_hash: str) -> bool:
    good = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return any(constant_time_compare(auth_hash, each) for each in good)


def _standings_of(users: Iterable[Any]) -> dict[str, Standing]:
    users = list(users)
    verbs = _load_verbs([user.pk for user in users if not user.is_superuser])
    return {
        str(user.pk): Standing(
            user_id=user.pk,
            language=getattr(user, "language", settings.LANGUAGE_CODE),
            verbs=None if user.is_superuser else frozenset(verbs[user.pk]),
        )
        for user in users
    }


def _load_verbs(user_ids: Collection[int]) -> defaultdict[int, set[str]]:
    """The rule of Django's ModelBackend (own permissions and those of one's groups) for many users in three queries."""
    verbs: defaultdict[int, set[str]] = defaultdict(set)
    if not user_ids:
        return verbs
    own = Permission.objects.filter(user__in=user_ids)
    for user_id, *verb in own.order_by().values_list("user", "content_type__app_label", "codename"):
        verbs[user_id].add(".".join(verb))
    memberships = list(Group.objects.filter(user__in=user_ids).order_by().values_list("user", "pk"))
    of_group: defaultdict[int, set[str]] = defaultdict(set)
    granted = Permission.objects.filter(group__in={group for _, group in memberships})
    for group, *verb in granted.order_by().values_list("group", "content_type__app_label", "codename"):
        of_group[group].add(".".join(verb))
    for user_id, group in memberships:
        verbs[user_id] |= of_group[group]
    return verbs
