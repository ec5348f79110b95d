"""What processes beside the server tell it by NOTIFY, which takes less than 8,000 bytes at once."""

import json
from typing import Any

from kafkasder.live.neighbours import letters_of
from kafkasder.live.topics import MANY, Topics


def _told(tables: dict[str, list[str] | None]) -> list[Any]:
    letters = list(letters_of({"type": "change", "tables": tables}))
    assert all(len(letter.encode()) < 8_000 for letter in letters)
    return [json.loads(letter) for letter in letters]


def _together(tables: dict[str, list[str] | None]) -> Topics:
    together = Topics()
    for letter in _told(tables):
        together.merge(Topics.from_wire(letter["tables"]))
    return together


def test_a_small_change_is_one_letter() -> None:
    tables = {"a": ["id=1"], "b": None}
    assert _told(tables) == [{"type": "change", "tables": tables}]


def test_many_names_are_told_in_several_letters_and_none_is_lost() -> None:
    names = [f"reference_id={10**9 + n}" for n in range(MANY)]
    tables = {"a": names, "b": ["id=1"], "c": None}
    assert len(_told(tables)) > 3
    assert _together(tables) == Topics.from_wire(tables)


def test_a_name_that_fits_in_no_letter_makes_its_table_count_as_a_whole() -> None:
    assert _together({"a": ["key=" + "ş" * 5_000], "b": ["id=1"]}).to_wire() == {"a": None, "b": ["id=1"]}
