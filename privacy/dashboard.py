"""The room's numbers on the dashboard."""

from kafkasder.core import dashboard

from .overview import BREACHES_RUNNING, LATE, OPEN


def register() -> None:
    dashboard.register(BREACHES_RUNNING, OPEN, LATE)
