"""The order of the tests: by chance, but what takes long comes first.

`@pytest.mark.long` is for a test of many seconds. Those that share what only one worker should make say so:
`long(together="checkout")`.
"""

from collections import defaultdict

from pytest import Item  # noqa: PT013


def longest_first(items: list[Item], workers: int) -> list[Item]:
    """Return the tests so that, dealt out to the workers piece by piece, each piece begins with long ones.

    So pytest-xdist deals them out in the beginning; what it takes from one worker for another later, it takes from the
    end of a piece.
    """
    shares: list[list[Item]] = [[] for _ in range(workers)]
    for group in _long(items):
        min(shares, key=len).extend(group)
    rest = [item for item in items if not item.get_closest_marker("long")]
    pieces, left = [], len(items)
    for place, share in enumerate(shares):
        size = max(left // (workers - place) - len(share), 0)
        pieces += [*share, *rest[:size]]
        rest, left = rest[size:], left - len(share) - size
    return pieces + rest


def _long(items: list[Item]) -> list[list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if mark := item.get_closest_marker("long"):
            groups[mark.kwargs.get("together", item.nodeid)].append(item)
    return list(groups.values())
