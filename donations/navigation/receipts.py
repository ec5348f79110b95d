"""What the frame shows of receipts."""


def register() -> None:
    pass
