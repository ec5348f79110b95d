"""What the frame shows of incomes and expenses."""


def register() -> None:
    pass
