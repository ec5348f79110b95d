"""Votes on a decision: counted, or named one by one, with the dissent that somebody wants noted."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock

from .. import policy
from ..choices import Attendance, MeetingRole, VoteChoice
from ..models import Decision, Participant, Vote
from ..quorum import quorum_of

_COUNTS = ("votes_for", "votes_against", "votes_abstained")


@transaction.atomic
def record_votes(
    *,
    decision: Decision,
    by: Any,
    counts: Mapping[str, int | None],
    choices: Mapping[int, str],
    dissents: Mapping[int, str],
) -> Decision:
    """Keep how a decision was voted on: `choices` and `dissents` by participant, or `counts` where nobody is named.

    Named votes make the counts. Who has an interest of their own is noted, and counts for nothing.
    """
    decision = lock(decision, by)
    policy.can_correct(by, decision).require()
    people = {each.pk: each for each in decision.meeting.participants.select_related("user")}
    _require_voters(people, [pk for pk, choice in choices.items() if choice])
    Vote.objects.filter(decision=decision).exclude(
        participant__in=[pk for pk, each in choices.items() if each]
    ).delete()
    for pk, choice in choices.items():
        if choice:
            values = {"choice": choice, "dissent": dissents.get(pk, "").strip()}
            Vote.objects.update_or_create(decision=decision, participant=people[pk], defaults=values)
    named = [choice for choice in choices.values() if choice]
    told = _counted(named) if named else {name: counts.get(name) for name in _COUNTS}
    _require_few(decision, list(people.values()), named.count(VoteChoice.CONFLICT), told)
    for name, count in told.items():
        setattr(decision, name, count)
    decision.save(update_fields=[*_COUNTS, "updated_at"])
    return decision


def _counted(named: list[str]) -> dict[str, int | None]:
    return {
        "votes_for": named.count(VoteChoice.FOR),
        "votes_against": named.count(VoteChoice.AGAINST),
        "votes_abstained": named.count(VoteChoice.ABSTAIN),
    }


def _require_voters(people: Mapping[int, Participant], voters: list[int]) -> None:
    there = (Attendance.PRESENT, Attendance.PROXY)
    for pk in voters:
        each = people.get(pk)
        if each is None or each.attendance not in there or each.role == MeetingRole.GUEST:
            raise ValidationError(_("Yalnız toplantıya katılan üyeler oy kullanır."), code="no_voter")


def _require_few(decision: Decision, people: list[Participant], conflicts: int, told: Mapping[str, int | None]) -> None:
    present = quorum_of(decision.meeting, people).present
    if present and sum(count or 0 for count in told.values()) > present - conflicts:
        raise ValidationError(_("Oylar, oy kullanabilecek katılımcılardan çok olamaz."), code="votes_many")
