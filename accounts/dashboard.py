"""What accounts puts on the dashboard: how much waits for whoever guards the panel."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard

from .lists import EVENTS


def register() -> None:
    dashboard.register(
        dashboard.list_tile(
            EVENTS,
            "accounts:security_list",
            key="accounts.security",
            label=_("İncelenmemiş güvenlik olayı"),
            verb="accounts.review_security",
            icon="shield",
            urgent=True,
            order=900,
        )
    )
