"""What accounts puts on the dashboard: how much waits for whoever guards the panel."""

from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard
from kafkasder.core.lists import Listing
from kafkasder.core.lists.state import read_state
from kafkasder.core.viewer import Viewer

from .lists import EVENTS


def register() -> None:
    dashboard.register(
        dashboard.Tile(
            key="accounts.security",
            label=_("İncelenmemiş güvenlik olayı"),
            url=reverse_lazy("accounts:security_list"),
            verb="accounts.review_security",
            compute=_waiting,
            icon="shield",
            order=900,
        )
    )


def _waiting(viewer: Viewer) -> int:
    """Count what the list shows when it is opened."""
    return Listing(EVENTS, viewer, read_state(EVENTS, QueryDict(""), path="")).total
