"""What the room puts into the frame: the side navigation, the quick-add menu and the search palette."""

from . import periods, places, records, rules, transfers


def register() -> None:
    for part in (records, places, transfers, periods, rules):
        part.register()
