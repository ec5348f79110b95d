"""Every way in which two people can meet in one field."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkasder.core.merging import (
    MINE,
    THEIRS,
    Clash,
    ForgedStamp,
    Merge,
    is_digest,
    merge,
    news,
    outline,
    rebase,
    stamp,
)

RECORD = "household:1"
OPENED = {"phone": "1", "notes": "eski", "categories": ["a"]}


def save(theirs: dict[str, Any], mine: dict[str, Any], **options: Any) -> Merge:
    opened = options.pop("opened", stamp(RECORD, OPENED))
    return merge(RECORD, opened, theirs=OPENED | theirs, mine=OPENED | mine, **options)


def test_my_change_alone_is_saved() -> None:
    result = save({}, {"notes": "yeni"})
    assert result.values == OPENED | {"notes": "yeni"}
    assert (result.taken_over, result.clashes) == ([], [])


def test_their_change_alone_is_taken_over_and_told() -> None:
    result = save({"phone": "2"}, {"notes": "yeni"})
    assert result.values == OPENED | {"phone": "2", "notes": "yeni"}
    assert (result.taken_over, result.clashes) == (["phone"], [])


def test_the_same_change_by_both_is_no_news() -> None:
    result = save({"phone": "2"}, {"phone": "2"})
    assert (result.values["phone"], result.taken_over, result.clashes) == ("2", [], [])


def test_different_changes_clash() -> None:
    result = save({"phone": "2"}, {"phone": "3"})
    assert result.clashes == [Clash("phone", theirs="2", mine="3")]
    assert result.values["phone"] == "2"


def test_a_clash_decided_for_mine_is_saved() -> None:
    clash = save({"phone": "2"}, {"phone": "3"})
    result = save({"phone": "2"}, {"phone": "3"}, opened=clash.stamp, decisions={"phone": MINE})
    assert (result.values["phone"], result.clashes) == ("3", [])


def test_a_clash_decided_for_theirs_keeps_theirs() -> None:
    clash = save({"phone": "2"}, {"phone": "3"})
    result = save({"phone": "2"}, {"phone": "3"}, opened=clash.stamp, decisions={"phone": THEIRS})
    assert (result.values["phone"], result.taken_over, result.clashes) == ("2", [], [])


@pytest.mark.parametrize("decision", [MINE, THEIRS])
def test_a_third_change_during_the_decision_clashes_again(decision: str) -> None:
    clash = save({"phone": "2"}, {"phone": "3"})
    result = save({"phone": "4"}, {"phone": "3"}, opened=clash.stamp, decisions={"phone": decision})
    assert result.clashes == [Clash("phone", theirs="4", mine="3")]


def test_a_clash_sent_back_undecided_clashes_again() -> None:
    clash = save({"phone": "2"}, {"phone": "3"})
    assert save({"phone": "2"}, {"phone": "3"}, opened=clash.stamp).clashes == clash.clashes


def test_a_decision_about_what_was_never_shown_counts_for_nothing() -> None:
    assert save({"phone": "2"}, {"phone": "3"}, decisions={"phone": MINE}).clashes


def test_what_was_taken_over_stays_so_after_a_clash_elsewhere() -> None:
    """The clash page still shows the old notes in its form; sent again they must not undo the others' change."""
    theirs = {"phone": "2", "notes": "onların"}
    clash = save(theirs, {"phone": "3"})
    result = save(theirs, {"phone": "3"}, opened=clash.stamp, decisions={"phone": MINE})
    assert (result.values["notes"], result.values["phone"], result.clashes) == ("onların", "3", [])


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        (Decimal("5.00"), Decimal(5)),
        (None, ""),
        ([], None),
        ({"b", "a"}, {"a", "b"}),
        ("iki\nsatır", "iki\r\nsatır"),
        (date(2024, 2, 1), date(2024, 2, 1)),
    ],
)
def test_values_that_mean_the_same_are_no_change(stored: Any, typed: Any) -> None:
    result = merge(RECORD, stamp(RECORD, {"x": stored}), theirs={"x": stored}, mine={"x": typed})
    assert result.values == {"x": stored}


def test_lists_do_not_run_together() -> None:
    result = merge(RECORD, stamp(RECORD, {"x": ["a", "b"]}), theirs={"x": ["a", "b"]}, mine={"x": ["a,b"]})
    assert result.values == {"x": ["a,b"]}


@pytest.mark.parametrize("forged", ["", "uydurma", stamp("household:2", OPENED)])
def test_a_stamp_of_something_else_is_refused(forged: str) -> None:
    with pytest.raises(ForgedStamp):
        save({}, {}, opened=forged)


def test_a_stamp_gives_no_value_away() -> None:
    from django.core import signing

    secret = "10000000146"
    assert secret not in str(signing.loads(stamp(RECORD, {"x": secret}), salt="kafkasder.core.merging"))
    assert stamp("household:1", {"x": secret}) != stamp("household:2", {"x": secret})


@given(before=st.text(max_size=2), theirs=st.text(max_size=2), mine=st.text(max_size=2))
def test_nobody_is_overwritten_unseen(before: str, theirs: str, mine: str) -> None:
    """Whatever the three values are: unless they changed nothing, their value survives or a clash is shown."""
    result = merge(RECORD, stamp(RECORD, {"x": before}), theirs={"x": theirs}, mine={"x": mine})
    if theirs != before:
        assert result.values["x"] == theirs
        assert bool(result.clashes) == (mine not in (before, theirs))
    else:
        assert result.values["x"] == mine


def test_a_field_that_the_form_had_not_when_it_opened_clashes_unless_both_agree() -> None:
    opened = stamp(RECORD, {"notes": "eski"})
    result = merge(RECORD, opened, theirs={"notes": "eski", "x": "1"}, mine={"notes": "eski", "x": "2"})
    assert result.clashes == [Clash("x", theirs="1", mine="2")]


# While the form is open


def since(opened: str, **now: Any) -> dict[str, str]:
    return news(RECORD, outline(RECORD, opened), OPENED | now)


def test_news_are_what_differs_from_the_opening() -> None:
    opened = stamp(RECORD, OPENED)
    assert since(opened) == {}
    assert since(opened, phone="2", notes="yeni").keys() == {"phone", "notes"}
    assert all(map(is_digest, since(opened, phone="2").values()))


def test_a_value_of_another_field_is_news_all_the_same() -> None:
    assert since(stamp(RECORD, OPENED), notes="1").keys() == {"notes"}


def test_a_put_clash_is_no_news() -> None:
    clash = save({"phone": "2"}, {"phone": "3"})
    assert since(clash.stamp, phone="2") == {}
    assert since(clash.stamp, phone="4").keys() == {"phone"}


@pytest.mark.parametrize("forged", ["", "uydurma", stamp("household:2", OPENED)])
def test_there_is_no_outline_of_a_forged_stamp(forged: str) -> None:
    with pytest.raises(ForgedStamp):
        outline(RECORD, forged)


@pytest.mark.parametrize("address", ["", "x", "abcd-efg", "ş" * 9])
def test_to_an_outline_that_says_nothing_all_is_news(address: str) -> None:
    assert news(RECORD, address, OPENED).keys() == OPENED.keys()


def decided(theirs: dict[str, Any]) -> str:
    """Return the stamp of somebody who saw `theirs` in the open form and decided."""
    opened = stamp(RECORD, OPENED)
    return rebase(RECORD, opened, since(opened, **theirs))


@pytest.mark.parametrize("mine", ["1", "2", "3"], ids=["as it was", "theirs", "another"])
def test_what_stands_in_the_form_after_a_decision_is_saved(mine: str) -> None:
    result = save({"phone": "2"}, {"phone": mine}, opened=decided({"phone": "2"}))
    assert (result.values["phone"], result.taken_over, result.clashes) == (mine, [], [])


@pytest.mark.parametrize("mine", ["1", "3"], ids=["as it was", "another"])
def test_a_change_after_the_decision_is_a_clash(mine: str) -> None:
    result = save({"phone": "4"}, {"phone": mine}, opened=decided({"phone": "2"}))
    assert result.clashes == [Clash("phone", theirs="4", mine=mine)]


def test_what_was_taken_over_follows_a_further_change() -> None:
    result = save({"phone": "4"}, {"phone": "2"}, opened=decided({"phone": "2"}))
    assert (result.values["phone"], result.taken_over, result.clashes) == ("4", ["phone"], [])


def test_a_decision_on_a_field_that_is_none_is_no_decision() -> None:
    opened = rebase(RECORD, stamp(RECORD, OPENED), {"gibt": "0" * 22})
    assert outline(RECORD, opened) == outline(RECORD, stamp(RECORD, OPENED))


@pytest.mark.parametrize("text", ["", "0" * 21, "0" * 23, "G" * 22, "A" * 22])
def test_what_is_no_digest(text: str) -> None:
    assert not is_digest(text)


def test_a_moment_is_no_other_in_another_zone() -> None:
    opened, later = datetime(2026, 3, 15, 11, 30, tzinfo=UTC), datetime(2026, 3, 15, 12, tzinfo=UTC)
    typed = opened.astimezone(ZoneInfo("Europe/Istanbul"))
    result = merge(RECORD, stamp(RECORD, {"at": opened}), theirs={"at": later}, mine={"at": typed})
    assert (result.values["at"], result.taken_over, result.clashes) == (later, ["at"], [])
