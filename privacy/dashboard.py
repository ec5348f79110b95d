"""The room's numbers on the dashboard."""

from kafkasder.core import dashboard

from .overview import LATE, OPEN


def register() -> None:
    dashboard.register(OPEN, LATE)
