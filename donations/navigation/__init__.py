"""What the room puts into the frame: the side navigation, the quick-add menu and the search palette."""

from . import batches, donors, gifts, receipts, reports


def register() -> None:
    for part in (donors, gifts, batches, receipts, reports):
        part.register()
