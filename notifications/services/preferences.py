"""Choosing how one is told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User

from ..kinds import KINDS, Channel
from ..links import Off
from ..models import Preference, Rhythm, WorkflowNotification
from . import outbox

Choices = Mapping[tuple[str, Channel], bool]


@transaction.atomic
def choose(*, by: User, choices: Choices) -> None:
    """Store what differs from the defaults, and forget what does not."""
    stored = {(row.kind, row.channel): row for row in _locked(by)}
    for (kind, channel), wanted in choices.items():
        _choose(by, stored.get((kind, channel)), kind, channel, wanted)


@transaction.atomic
def keep_rhythm(*, by: User, **hours: Any) -> Rhythm:
    """Store when `by` is told by ways other than the panel."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once save one after the other
    rhythm, _made = Rhythm.objects.update_or_create(user=by, defaults=hours)
    return rhythm


@transaction.atomic
def turn_off(*, off: Off) -> None:
    """Do what the link in a mail says, for whoever holds the mail; what waits to go that way does not."""
    user = User.objects.get(pk=off.user)
    known = [kind for kind in off.kinds if kind in KINDS]
    choose(by=user, choices={(kind, off.channel): False for kind in known})
    rows = WorkflowNotification.objects.filter(recipient=user, kind__in=known)
    outbox.drop(rows, off.channel)


def _locked(user: User) -> list[Preference]:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    return list(Preference.objects.filter(user=user))


def _choose(user: User, row: Preference | None, kind: str, channel: Channel, wanted: bool) -> None:
    is_default = wanted == (channel in KINDS[kind].channels)
    if row and is_default:
        row.delete()
    elif row and row.wanted != wanted:
        row.wanted = wanted
        row.save(update_fields=["wanted"])
    elif not row and not is_default:
        Preference.objects.create(user=user, kind=kind, channel=channel, wanted=wanted)
