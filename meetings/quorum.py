"""Quorum: how many must be there, and how many must agree (Civil Code, articles 78 and 81; boards by their statute).

Of `entitled` members a first call needs the majority, two thirds where the statute is changed or the association is
dissolved. A second call needs no majority, but twice as many as board and audit board have full members. Decisions
need the majority of those who are there, and two thirds for the same heavy ones.
"""

from dataclasses import dataclass

from .choices import Attendance, MeetingRole
from .models import Meeting, Participant

FULL_MEMBERS = 8  # five of the board and three of the audit board: the least that the law lets them have


def majority(count: int) -> int:
    return count // 2 + 1


def two_thirds(count: int) -> int:
    return -(-2 * count // 3)


def of_second_call(full_members: int) -> int:
    return 2 * full_members


@dataclass(frozen=True)
class Quorum:
    """What a meeting needs and has; zero where it is not known how many are entitled."""

    entitled: int
    present: int
    needed: int
    votes: int
    is_heavy: bool
    is_second_call: bool

    @property
    def is_reached(self) -> bool:
        return 0 < self.needed <= self.present


def quorum_of(meeting: Meeting, people: list[Participant]) -> Quorum:
    """Return what a meeting needs and has, as its people are marked just now."""
    entitled = meeting.entitled or sum(1 for each in people if each.role not in NOT_COUNTED)
    present = meeting.counted_present if meeting.counted_present is not None else present_of(people)
    return Quorum(
        entitled=entitled,
        present=present,
        needed=needed(meeting, entitled),
        votes=votes_needed(meeting, present),
        is_heavy=meeting.is_heavy,
        is_second_call=meeting.is_second_call,
    )


NOT_COUNTED = (MeetingRole.GUEST, MeetingRole.SUBSTITUTE)


def present_of(people: list[Participant]) -> int:
    """Count who is there, in person or by proxy. A substitute counts: they are marked where they stand in."""
    there = (Attendance.PRESENT, Attendance.PROXY)
    return sum(1 for each in people if each.attendance in there and each.role != MeetingRole.GUEST)


def needed(meeting: Meeting, entitled: int) -> int:
    """Return how many must be there."""
    if meeting.statute_quorum:
        return meeting.statute_quorum
    if meeting.is_assembly and meeting.is_second_call:
        return of_second_call(meeting.full_members)
    if not entitled:
        return 0
    return two_thirds(entitled) if meeting.is_assembly and meeting.is_heavy else majority(entitled)


def votes_needed(meeting: Meeting, present: int) -> int:
    """Return how many must agree, of those who are there and may vote."""
    if not present:
        return 0
    return two_thirds(present) if meeting.is_assembly and meeting.is_heavy else majority(present)
