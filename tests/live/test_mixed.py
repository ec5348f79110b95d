"""What is personal in a part that is drawn once for many: everybody gets their own, and nobody another's."""

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kafkasder.live.editions import Issue
from kafkasder.live.mixed import Mixed, either, finished, is_mixed
from kafkasder.live.pages import Fragment

PIECES = st.lists(
    st.one_of(
        st.text(max_size=20).map(escape),
        st.tuples(st.lists(st.integers(1, 4), max_size=3), st.text(max_size=9), st.text(max_size=9)),
    ),
    max_size=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES, st.one_of(st.none(), st.integers(1, 5)))
def test_it_is_finished_as_if_it_had_been_drawn_for_one(pieces: list, person: int | None) -> None:
    drawn = "".join(piece if isinstance(piece, str) else either(*piece) for piece in pieces)
    alone = "".join(piece if isinstance(piece, str) else piece[1 if person in piece[0] else 2] for piece in pieces)
    assert finished(drawn, person) == alone
    assert Mixed(drawn).persons == {one for piece in pieces if not isinstance(piece, str) for one in piece[0]}


def test_nothing_that_somebody_wrote_is_taken_for_a_mark() -> None:
    mark = either([1], "own", "other")
    seal = mark.split(":")[0]
    assert not is_mixed(mark.replace(seal, "0" * len(seal)))
    assert not is_mixed("1:1:own|other.")
    assert len(seal) == 32


def test_what_is_personal_does_not_nest() -> None:
    with pytest.raises(ValueError, match="nest"):
        either([1], either([2], "a", "b"), "")


def test_a_part_that_is_cut_in_a_mark_never_leaves() -> None:
    with pytest.raises(ValueError, match="finished"):
        finished(str(either([1], "own", "other"))[:-3], 1)


def issue_of(own: str, other: str, former: Issue | None = None) -> Issue:
    return Issue({"x": Fragment.of(f"a{either([1], own, other)}"), "y": Fragment.of("same")}, former)


def test_an_issue_has_one_edition_for_all_whom_nothing_is_about() -> None:
    issue = issue_of("mine", "theirs")
    assert issue.of(2) is issue.of(3) is issue.common
    assert issue.of(1) is issue.of(1)
    assert issue.of(1).digests == {"x": Fragment.of("amine").digest, "y": Fragment.of("same").digest}
    assert issue.common.digests["x"] == Fragment.of("atheirs").digest


def test_a_change_that_one_alone_sees_is_a_change() -> None:
    first = issue_of("mine", "theirs")
    assert first.tells_as(issue_of("mine", "theirs"))
    second = issue_of("mine anew", "theirs", first)
    assert not first.tells_as(second)
    assert second.common.digests == first.common.digests
    assert "mine anew" in second.of(1).update_for(first.of(1).digests).numbered(1).text


def test_whom_nothing_is_about_any_more_is_sent_what_differs() -> None:
    rows = "".join(f"<li>{number}, long enough to be worth a mark in its place</li>" for number in range(40))
    first = Issue({"x": Fragment.of(f"<li>{either([1], 'mine', '')}</li>{rows}")})
    held = first.of(1).digests
    second = Issue({"x": Fragment.of(f"<li></li>{rows}")}, first)
    update = second.of(1).update_for(held).numbered(1).text
    assert "mine" not in update
    assert "data-live-same" in update
    assert second.of(1).digests == second.common.digests


def test_issues_do_not_keep_those_before() -> None:
    first = issue_of("a", "b")
    second = issue_of("c", "d", first)
    issue_of("e", "f", second)
    assert second._former is None
