"""Who holds a browser session right now and what that person may do, loaded for many sessions at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kafkasder.core.days import lasting, today
from kafkasder.core.last_used import LastUsed

from .admission import unmet
from .ahead import text_of
from .fingerprint import Asked, Fingerprint, ask, fingerprint, fingerprint_statement
from .topics import MOST_READ, Topics, belonging


@dataclass(frozen=True)
class Standing:
    """A signed-in person as the live layer knows them; `verbs` is None for a superuser, who may do all."""

    user_id: int
    language: str
    verbs: frozenset[str] | None

    def has_perm(self, verb: str) -> bool:
        return self.verbs is None or verb in self.verbs

    def verbs_digest(self) -> str:
        return _digest_of(self.verbs)


@lru_cache(maxsize=1024)
def _digest_of(verbs: frozenset[str] | None) -> str:
    text = "*" if verbs is None else "\n".join(sorted(verbs))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def session_digest(session_key: str) -> str:
    """A name for a session by which nobody can take it over."""
    return blake2b(session_key.encode(), digest_size=16).hexdigest()


def load_standings(session_keys: Collection[str]) -> dict[str, Standing]:
    """The standing behind each session; a session that is missing here is signed out."""
    now = timezone.now()
    return _admitted(_load_holders(_load_claims(session_keys, now), now))


def look_up_standings(session_keys: Collection[str]) -> dict[str, Standing]:
    """The same within a snapshot, where what was loaded for these sessions before is taken if nothing has changed."""
    store = _session_store()
    if not issubclass(store, DatabaseSessions):
        return load_standings(session_keys)
    keys = frozenset(filter(_is_sound, session_keys))
    sessions = store.get_model_class()
    now = timezone.now()  # one moment for all: a session that expired in between would stay for ever
    known = _looked_up.get((keys, *_secrets()))
    if known is None or known.mark != fingerprint(sessions, known.asked, now):
        claims = _load_claims(keys, now)
        asked = Asked.of(keys, {claim.user_id for claim in claims.values()})
        known = Look(_load_holders(claims, now), asked, fingerprint(sessions, asked, now))
        _looked_up[(keys, *_secrets())] = known
    return _admitted(known.holders)


@dataclass(frozen=True)
class Recalled:
    """What was found at the last look, and what has to be asked to know whether it still holds."""

    standings: dict[str, Standing]
    _question: tuple[str, list[Any]]
    _mark: Fingerprint

    @property
    def question(self) -> str:
        return text_of(*self._question)

    def holds(self) -> bool:
        return ask(*self._question) == self._mark


def recall(session_keys: Collection[str]) -> Recalled | None:
    """What the last look at these sessions found; None if they were never looked up together."""
    store = _session_store()
    known = _looked_up.get((frozenset(session_keys), *_secrets()))
    if known is None or not issubclass(store, DatabaseSessions):
        return None
    question = fingerprint_statement(store.get_model_class(), known.asked, timezone.now())
    return Recalled(_admitted(known.holders), question, known.mark)


def _admitted(holders: "dict[str, Holder]") -> dict[str, Standing]:
    """Conditions are asked at each look: they may depend on the time of day."""
    return {
        key: standing
        for key, (session, user, standing) in holders.items()
        if not unmet(session, user, standing.has_perm)
    }


def _load_holders(claims: "dict[str, Claim]", now: datetime) -> "dict[str, Holder]":
    people = _load_people({claim.user_id for claim in claims.values()})
    standings = _standings_of((person.user for person in people.values()), today(now))
    return {
        key: Holder(claim.session, person.user, standings[claim.user_id])
        for key, claim in claims.items()
        if (person := people.get(claim.user_id))
        and any(constant_time_compare(claim.auth_hash, each) for each in person.auth_hashes)
    }


def standing_of(user: AbstractBaseUser) -> Standing:
    return _standings_of([user], today())[str(user.pk)]


def topics_of(standings: Iterable[Standing]) -> Topics:
    """What standings were read from. Sessions are left out: they are saved at every turn and their end is announced."""
    user: Any = get_user_model()
    key = user._meta.pk.column
    people = frozenset([belonging(key, user_id) for user_id in {standing.user_id for standing in standings}])
    topics = Topics({user._meta.db_table: people}, most=MOST_READ)
    for relation in (user.groups, user.user_permissions, Group.permissions):
        topics.add(relation.through._meta.db_table)
    return topics


class Claim(NamedTuple):
    """Whose session it says it is, the hash that ends it with a new password, and what conditions are asked of."""

    user_id: str
    auth_hash: str
    session: Mapping[str, Any]


class Holder(NamedTuple):
    """Who holds a session, apart from conditions."""

    session: Mapping[str, Any]
    user: AbstractBaseUser
    standing: Standing


class Look(NamedTuple):
    """What was found behind some sessions, and the fingerprint of the database at that moment."""

    holders: dict[str, Holder]
    asked: Asked  # also for those who were not active then
    mark: Fingerprint


_looked_up: "LastUsed[Look]" = LastUsed(500)  # by the sessions of a page's tabs


def _session_store() -> type[SessionBase]:
    store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
    return store


def _load_claims(session_keys: Collection[str], now: datetime) -> dict[str, Claim]:
    store = _session_store()
    if issubclass(store, DatabaseSessions):
        keys = [key for key in session_keys if _is_sound(key)]
        rows = store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=now)
        found = {key: _decode(store, data) for key, data in rows.values_list("session_key", "session_data")}
    else:
        found = {key: _claim(store(key).load()) for key in session_keys}
    return {key: claim for key, claim in found.items() if claim is not None}


def _is_sound(session_key: str) -> bool:
    """Whether the database can be asked for it: a strange one would spoil the question for all."""
    return session_key.isascii() and session_key.isprintable()


@lru_cache(maxsize=20_000)  # a thousand tabs are checked at each render; their sessions hardly ever change
def _decode(store: type[SessionBase], data: str) -> Claim | None:
    return _claim(store().decode(data))


def _claim(session: dict[str, Any]) -> Claim | None:
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    return Claim(session[SESSION_KEY], session.get(HASH_SESSION_KEY, ""), session)


class Person(NamedTuple):
    """A user as the database has it, and the hashes that sessions of this user must hold."""

    user: AbstractBaseUser
    auth_hashes: tuple[str, ...]


# By key, version of the row, and the secrets behind the hashes, which take a while to make for a thousand people.
_people: "LastUsed[Person]" = LastUsed(20_000)


def _load_people(user_ids: Collection[str]) -> dict[str, Person]:
    """The active users with these keys; only those whose rows have changed are loaded whole."""
    users: Any = get_user_model()._default_manager.filter(pk__in=user_ids, is_active=True)
    version = RawSQL(  # noqa: S611  # each version of a row has one of its own
        f'"{users.model._meta.db_table}"."xmin"::text', ()
    )
    wanted = {key: (key, version, *_secrets()) for key, version in users.order_by().values_list("pk", version)}
    known = {key: person for key, name in wanted.items() if (person := _people.get(name))}
    if missing := wanted.keys() - known.keys():
        for user in users.filter(pk__in=missing):
            known[user.pk] = _people[wanted[user.pk]] = _person(user)
    return {str(key): person for key, person in known.items()}


def _secrets() -> tuple[str | bytes, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def _person(user: Any) -> Person:
    return Person(user, (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()))


def _standings_of(users: Iterable[Any], day: date) -> dict[str, Standing]:
    users = list(users)
    verbs = _load_verbs([user.pk for user in users if not user.is_superuser], day)
    return {
        str(user.pk): Standing(
            user_id=user.pk,
            language=getattr(user, "language", settings.LANGUAGE_CODE),
            verbs=None if user.is_superuser else verbs[user.pk],
        )
        for user in users
    }


def _load_verbs(user_ids: Collection[int], day: date) -> dict[int, frozenset[str]]:
    """What Django's ModelBackend gives (own permissions and those of one's groups) to many users in three queries.

    Both belong to a person by rows that may have a last day (`until`); those that ended before `day` give nothing.
    """
    if not user_ids:
        return {}
    user: Any = get_user_model()
    own: defaultdict[int, set[str]] = defaultdict(set)
    for user_id, *verb in _grants_of(user.user_permissions, user_ids, day).values_list(
        "user", "permission__content_type__app_label", "permission__codename"
    ):
        own[user_id].add(".".join(verb))
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for user_id, group in _grants_of(user.groups, user_ids, day).values_list("user", "group"):
        groups[user_id].add(group)
    of_group: defaultdict[int, set[str]] = defaultdict(set)
    granted = Permission.objects.filter(group__in=set().union(*groups.values())).order_by()
    for group, *verb in granted.values_list("group", "content_type__app_label", "codename"):
        of_group[group].add(".".join(verb))

    @cache
    def together(groups: frozenset[int], own: frozenset[str]) -> frozenset[str]:
        """One set for all who have the same groups: they are many."""
        return own.union(*(of_group[group] for group in groups))

    return {user_id: together(frozenset(groups[user_id]), frozenset(own[user_id])) for user_id in user_ids}


def _grants_of(relation: Any, user_ids: Collection[int], day: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = relation.through._default_manager.filter(lasting(day), user__in=user_ids)
    return rows.order_by()
