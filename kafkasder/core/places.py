"""The provinces and districts of Türkiye, and which of them a text means, however people write it.

Names come from `data/districts.csv`; old and colloquial ones from `data/place_aliases.csv`, where an alias without a
district is the province's. A plate is the province's number, 1 to 81.
"""

import csv
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from .text import fold_words

NO_DISTRICT: Final = ""
"""Understood, but names no district: an empty text, or "Merkez" where a büyükşehir's centre was split up."""

_DATA = Path(__file__).with_name("data")
_CENTRE = "merkez"
_CENTRE_WORDS = ("merkez", "merkezi")
_FILLERS = frozenset({"il", "ili", "ilce", "ilcesi", "turkiye", "tr"})


class Place(NamedTuple):
    """A province's plate and a district's name; None where the text was not understood."""

    plate: int | None
    district: str | None


def find_province(text: str) -> int | None:
    """Return the plate of the province that `text` names, alone or before or after a district; None if it names none.

    `Kayseri`, `URFA`, `6`, `TR-38`, `Kocasinan/Kayseri` and `KAYSERİ - MELİKGAZİ` are understood.
    """
    return _split(_words(text))[0]


def find_district(plate: int, text: str) -> str | None:
    """Return the official name of the district of province `plate` that `text` names.

    None means that the text is not understood: show it to the person. NO_DISTRICT means that it is, and that the row
    keeps its province and no district. Raise KeyError for a plate that does not exist.
    """
    return _district(plate, _words(text))


def find_place(province: str, district: str = "") -> Place:
    """Return the place that a row's two cells name; one cell may hold both names, and the other be empty."""
    province_words, district_words = _words(province), _words(district)
    plate, rest = _split(province_words or district_words)
    if plate is None:
        return Place(None, None)
    return Place(plate, _district(plate, district_words if province_words and district_words else rest))


@cache
def provinces() -> Mapping[int, str]:
    """Return the provinces' official names by plate, in the order of the plates."""
    return {int(row["plate"]): row["province"] for row in _rows("districts.csv")}


@cache
def districts(plate: int) -> tuple[str, ...]:
    """Return the official names of a province's districts, in the order of the Turkish alphabet."""
    return tuple(row["district"] for row in _rows("districts.csv") if int(row["plate"]) == plate)


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _words(text: str) -> list[str]:
    # Sheets turn a plate into a figure, 38 into 38.0.
    return [word for word in fold_words(text.strip().removesuffix(".0")) if word not in _FILLERS]


def _key(words: list[str]) -> str:
    """Return the form in which names compare: without blanks, `Kahraman Maraş` is `Kahramanmaraş`."""
    return "".join(words)


def _aliases(plate: int) -> Iterator[tuple[str, str]]:
    return (
        (_key(_words(row["alias"])), row["district"])
        for row in _rows("place_aliases.csv")
        if int(row["plate"]) == plate
    )


@cache
def _province_names(plate: int) -> frozenset[str]:
    return frozenset(
        {_key(_words(provinces()[plate])), *(alias for alias, district in _aliases(plate) if not district)}
    )


@cache
def _plates_by_name() -> dict[str, int]:
    return {name: plate for plate in provinces() for name in _province_names(plate)}


@cache
def _districts_by_name(plate: int) -> dict[str, str]:
    """Return the districts by every name they go by; the province's own name and "Merkez" mean its centre."""
    official = {_key(_words(name)): name for name in districts(plate)}
    former = {alias: district for alias, district in _aliases(plate) if district}
    centre = official.get(_CENTRE) or former.get(_CENTRE, NO_DISTRICT)
    return {"": NO_DISTRICT} | dict.fromkeys((*_CENTRE_WORDS, *_province_names(plate)), centre) | former | official


def _cut(words: list[str], names: Collection[str]) -> tuple[str, list[str]] | None:
    """Return the longest of `names` with which the words begin or end, and the other words."""
    for size in range(len(words), 0, -1):
        for name, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            if _key(name) in names:
                return _key(name), rest
    return None


def _split(words: list[str]) -> tuple[int | None, list[str]]:
    """Return the plate of the province named at either end of the words, and the words left for a district."""
    if not (cut := _cut(words, _plates_by_name())):
        return _split_number(words)
    name, rest = cut
    plate = _plates_by_name()[name]
    names_district_too = any(name == _key(_words(district)) for district in districts(plate))  # Antakya, İzmit
    return plate, words if names_district_too else rest


def _split_number(words: list[str]) -> tuple[int | None, list[str]]:
    """Split at a plate number, which counts only beside a district of its own: the 19 of `19 Mayıs` is not Çorum."""
    if cut := _cut(words, {number for plate in provinces() for number in _numbers(plate)}):
        plate, rest = int(cut[0]), cut[1]
        if _district(plate, rest) is not None:
            return plate, rest
    return None, words


def _numbers(plate: int) -> tuple[str, str]:
    return str(plate), f"{plate:02}"


def _district(plate: int, words: list[str]) -> str | None:
    if (name := _districts_by_name(plate).get(_key(words))) is not None:
        return name
    cut = _cut(words, {*_province_names(plate), *_CENTRE_WORDS, *_numbers(plate)})
    return _district(plate, cut[1]) if cut else None
