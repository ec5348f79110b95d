"""Turns to be rendered: as many at a time as there are places, many watchers before few, and nobody waits for ever."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kafkasder.live.turns import MOST_ADVANCE, Turns

from .world import QuickLoop


def run(work: Awaitable[Any]) -> None:
    errors: list[BaseException] = []
    loop = QuickLoop(errors)
    try:
        loop.run_until_complete(work)
    finally:
        loop.close()
    assert not errors


@given(
    st.integers(1, 3),
    st.lists(st.tuples(st.floats(0, 2), st.integers(1, 200), st.floats(0, 3) | st.none()), min_size=1, max_size=20),
)
def test_as_many_as_there_are_places_and_all_in_the_end(
    places: int, pages: list[tuple[float, int, float | None]]
) -> None:
    """Whatever comes when, is given up when, and has how many watchers."""

    async def work() -> None:
        turns, at_once, served = Turns(places), 0, 0

        async def page(comes: float, watchers: int) -> None:
            nonlocal at_once, served
            await asyncio.sleep(comes)
            async with turns.of(watchers):
                at_once += 1
                assert at_once <= places
                try:
                    await asyncio.sleep(0.5)
                finally:
                    at_once -= 1
            served += 1

        tasks = [asyncio.create_task(page(comes, watchers)) for comes, watchers, _left in pages]
        for task, (*_, left) in zip(tasks, pages, strict=True):
            if left is not None:
                asyncio.get_running_loop().call_later(left, task.cancel)
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert served == done.count(None)
        assert all(each is None or isinstance(each, asyncio.CancelledError) for each in done)
        assert turns._free == places

    run(work())


def _order_of(pages: list[tuple[float, int]]) -> list[int]:
    """Return which page was rendered when: by their places in the list, the moments they come and their watchers."""
    order: list[int] = []

    async def work() -> None:
        turns = Turns(1)

        async def page(number: int, comes: float, watchers: int) -> None:
            await asyncio.sleep(comes)
            async with turns.of(watchers):
                order.append(number)
                await asyncio.sleep(0.1)

        await asyncio.gather(*(page(number, *each) for number, each in enumerate(pages)))

    run(work())
    return order


def test_what_many_watch_overtakes() -> None:
    assert _order_of([(0, 1), (0.01, 1), (0.02, 1), (0.03, 100)]) == [0, 3, 1, 2]


def test_among_equals_it_is_first_come_first_served() -> None:
    assert _order_of([(0, 5), (0.01, 5), (0.02, 5), (0.03, 5)]) == [0, 1, 2, 3]


def test_what_one_person_watches_is_not_overtaken_for_ever() -> None:
    busy = [(0.1 * number - 0.05, 10_000) for number in range(1, 200)]
    order = _order_of([(0, 1), (0.01, 1), *busy])
    overtook = order[1 : order.index(1)]
    assert len(overtook) > 90
    assert all(busy[number - 2][0] <= 0.01 + MOST_ADVANCE for number in overtook)
