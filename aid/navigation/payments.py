"""What plans, payments, deliveries and lists put into the frame."""


def register() -> None:
    """Register nothing yet."""
