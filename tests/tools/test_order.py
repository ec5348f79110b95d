"""What takes long comes first, for every worker alike."""

from typing import Any

import pytest

from ..order import longest_first


class Test:
    """As much of a collected test as the order asks for."""

    __test__ = False

    def __init__(self, nodeid: str, **mark: str) -> None:
        self.nodeid = nodeid
        self._mark = pytest.mark.long(**mark).mark if nodeid.startswith("long") else None

    def get_closest_marker(self, _name: str) -> Any:
        return self._mark


def dealt(tests: list[Any], workers: int) -> list[list[str]]:
    """Return what each worker gets in the beginning, as pytest-xdist deals tests out."""
    ordered, pieces = longest_first(tests, workers), []
    for place in range(workers):
        size = len(ordered) // (workers - place)
        pieces.append([test.nodeid for test in ordered[:size]])
        ordered = ordered[size:]
    return pieces


def test_every_worker_begins_with_its_share_of_the_long_ones() -> None:
    tests = [Test(f"{kind}{number}") for number in range(4) for kind in ("quick", "long", "swift")]
    assert dealt(tests, 3) == [
        ["long0", "long3", "quick0", "swift0"],
        ["long1", "quick1", "swift1", "quick2"],
        ["long2", "swift2", "quick3", "swift3"],
    ]


def test_those_that_share_something_stay_together() -> None:
    tests = [Test("long0", together="x"), Test("long1"), Test("long2", together="x"), Test("quick0"), Test("quick1")]
    assert dealt(tests, 2) == [["long0", "long2"], ["long1", "quick0", "quick1"]]


@pytest.mark.parametrize("workers", [1, 2, 5, 9])
def test_none_is_lost_even_if_there_are_more_workers_than_tests(workers: int) -> None:
    tests: list[Any] = [Test("long0"), Test("quick0"), Test("long1"), Test("long2"), Test("long3", together="y")]
    assert sorted(each.nodeid for each in longest_first(tests, workers)) == sorted(each.nodeid for each in tests)
