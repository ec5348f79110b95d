"""What the frame shows of funds, cash boxes and bank accounts."""


def register() -> None:
    pass
