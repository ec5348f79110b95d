"""Those who are to be told: active ones, with their language, the ways they chose and their hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User

from ..kinds import Channel, Kind
from ..models import Preference
from ..timing import Hours

_COLUMNS = ("pk", "language", "phone")
_HOURS = tuple(f"notification_rhythm__{name}" for name in ("quiet_from", "quiet_to", "digest_hour"))


@dataclass(frozen=True)
class Recipient:
    """One person, as a notification of one kind finds them."""

    pk: int
    language: str
    channels: frozenset[Channel]
    hours: Hours

    @property
    def others(self) -> list[Channel]:
        """The ways other than the panel."""
        return sorted(self.channels - {Channel.PANEL})


def find_recipients(to: Iterable[User], kind: Kind, *, by: User | None) -> list[Recipient]:
    """Return those of `to` who are active, have the verb of `kind` and want it by any way, `by` excepted, by key."""
    keys = set(to.values_list("pk", flat=True) if isinstance(to, QuerySet) else (user.pk for user in to))
    keys -= {by.pk} if by else set()
    if not keys:
        return []
    chosen = _choices(kind, keys)
    people: Any = kind.known_to(User.objects.active())
    rows = people.filter(pk__in=keys).order_by("pk").values_list(*_COLUMNS, *_HOURS)
    found = (_recipient(row, kind, chosen.get(row[0], {})) for row in rows)
    return [each for each in found if each.channels]


def _choices(kind: Kind, keys: set[int]) -> dict[int, dict[str, bool]]:
    chosen: dict[int, dict[str, bool]] = {}
    rows = Preference.objects.filter(kind=kind.key, user__in=keys)
    for user, channel, wanted in rows.values_list("user_id", "channel", "wanted"):
        chosen.setdefault(user, {})[channel] = wanted
    return chosen


def _recipient(row: Any, kind: Kind, chosen: dict[str, bool]) -> Recipient:
    pk, language, phone, *hours = row
    channels = {each for each in Channel if chosen.get(each, each in kind.channels)}
    if kind.keeps_panel:
        channels.add(Channel.PANEL)
    if not (phone and settings.SMS_BACKEND):
        channels.discard(Channel.SMS)
    return Recipient(pk, language, frozenset(channels), Hours(*hours))
