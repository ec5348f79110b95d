"""What the room puts into the frame: the side navigation, the quick-add menu and the search palette."""

from . import applications, assessment, payments


def register() -> None:
    for part in (applications, assessment, payments):
        part.register()
