"""Runs of a live page for all who watch it: who they are now, what they see, and from which rows it is made."""

from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from kafkasder.core.last_used import LastUsed

from .ahead import Mistaken, Notes, snapshot_asking
from .pages import Fragments, Gone, PageKey, circle_of, draw
from .readset import read_set, snapshot
from .standing import Standing, look_up_standings, recall, topics_of
from .topics import Topics

_asked: "LastUsed[Asked]" = LastUsed(500)


@dataclass
class Outcome:
    """What one run of a page brought."""

    standings: dict[str, Standing]  # of each session that is signed in
    viewers: dict[str, Standing]  # of each session to which this page's bytes belong
    read: Topics
    outside: frozenset[str] = frozenset()  # sessions of those who may not see it, whatever their permissions
    fragments: Fragments | None = None
    gone: str = ""


class Asked(NamedTuple):
    """What a page asked when it ran the last time, and the time before."""

    last: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def again(self) -> list[str]:
        """What it will probably ask again; what holds the time of day, say, is another text each time."""
        return [text for text in self.last if text in self.before]


def run_page(key: PageKey, sessions: set[str]) -> Outcome:
    """Load the watchers' standings and run the page for those to whom it still belongs, in one snapshot."""
    try:
        return _run_ahead(key, sessions)
    except Mistaken:
        with snapshot():
            return _run(key, look_up_standings(sessions), Notes())


def _run_ahead(key: PageKey, sessions: set[str]) -> Outcome:
    """The same where nobody's standing has changed, with all that the page asked the last time asked at once.

    The page runs for those who were known at the last look. Whether they still are who they were is asked in the same
    snapshot, and looked at before anything leaves; if not, all that the run brought is thrown away.
    """
    known, asked = recall(sessions), _asked.get(key)
    if known is None or asked is None or connection.in_atomic_block:
        raise Mistaken
    with snapshot_asking([*asked.again, known.question]) as answers:
        try:
            return _run(key, known.standings, answers)
        finally:
            with connection.execute_wrapper(answers):
                still_holds = known.holds()
            if not still_holds:
                raise Mistaken


def _run(key: PageKey, standings: dict[str, Standing], notes: Notes) -> Outcome:
    outcome = Outcome(standings, viewers_of(key, standings), topics_of(standings.values()))
    if not outcome.viewers:
        return outcome
    with read_set() as read, connection.execute_wrapper(notes):
        try:
            _shut_out(outcome, key)
            if outcome.viewers:
                outcome.fragments = draw(key, next(iter(outcome.viewers.values())))
        except Gone as gone:
            outcome.gone = gone.why
    _asked[key] = Asked(tuple(notes.asked), (_asked.get(key) or Asked()).last)
    outcome.read.merge(read)
    return outcome


def _shut_out(outcome: Outcome, key: PageKey) -> None:
    """Leave none among the viewers who is not of the page's circle."""
    if not key.has_circle:
        return
    circle = circle_of(key, outcome.viewers.values())
    outside = {session for session, standing in outcome.viewers.items() if standing.user_id not in circle}
    outcome.outside = frozenset(outside)
    outcome.viewers = {session: each for session, each in outcome.viewers.items() if session not in outside}


def viewers_of(key: PageKey, standings: dict[str, Standing]) -> dict[str, Standing]:
    """Those to whom the page's bytes belong. Whoever shares a page is told apart by permissions alone."""
    alike = attrgetter("verbs" if key.is_shared else "user_id")
    one_of_each = {alike(standing): standing for standing in standings.values()}
    fitting = {kind for kind, standing in one_of_each.items() if PageKey.of(key.url, standing, key.language) == key}
    if len(fitting) == len(one_of_each):
        return standings
    return {session: standing for session, standing in standings.items() if alike(standing) in fitting}
