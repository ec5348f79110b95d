"""What the frame shows of months, years and the book."""


def register() -> None:
    pass
