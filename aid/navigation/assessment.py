"""What home visits, scores and settings put into the frame."""


def register() -> None:
    """Register nothing yet."""
