"""What the frame shows of batch entry and settlements."""


def register() -> None:
    pass
