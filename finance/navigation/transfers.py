"""What the frame shows of transfers and cash counts."""


def register() -> None:
    pass
