"""What the frame shows of reports."""


def register() -> None:
    pass
