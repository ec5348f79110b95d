"""What the frame shows of money rules and exchange rates."""


def register() -> None:
    pass
