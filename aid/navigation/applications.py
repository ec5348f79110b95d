"""What applications and their decisions put into the frame."""


def register() -> None:
    """Register nothing yet."""
