"""What the frame shows of donations."""


def register() -> None:
    pass
