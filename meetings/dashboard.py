"""What the room puts on the dashboard."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core import dashboard

from .choices import Answer
from .invitations import invitations_of
from .lists import ACTIONS, DECISIONS, DUTIES, MEETINGS
from .querysets import sees_all


def _for_each(viewer: Any) -> bool:
    return False  # whoever looks is who it is about


def register() -> None:
    dashboard.register(
        dashboard.list_tile(
            MEETINGS,
            "meetings:meeting_list",
            "when=coming",
            key="meetings.coming",
            label=_("Gelecek toplantı"),
            verb="meetings.view_meetings",
            icon="users",
            order=130,
            same_for_equal_rights=sees_all,
        ),
        dashboard.count_tile(
            url=reverse_lazy("meetings:invitations"),
            rows=lambda viewer: invitations_of(viewer).filter(answer=Answer.INVITED),
            key="meetings.waiting",
            label=_("Yanıt bekleyen davet"),
            verb="meetings.view_meetings",
            icon="mail",
            urgent=True,
            order=135,
            same_for_equal_rights=_for_each,
        ),
        dashboard.list_tile(
            DECISIONS,
            "meetings:decision_list",
            "due=late",
            key="meetings.late_decisions",
            label=_("Geciken karar"),
            verb="meetings.view_meetings",
            icon="gavel",
            urgent=True,
            order=140,
            same_for_equal_rights=sees_all,
        ),
        dashboard.list_tile(
            ACTIONS,
            "meetings:action_list",
            "clock=late",
            key="meetings.late_actions",
            label=_("Geciken aksiyon"),
            verb="meetings.view_meetings",
            icon="flag",
            urgent=True,
            order=145,
            same_for_equal_rights=sees_all,
        ),
        dashboard.list_tile(
            DUTIES,
            "meetings:duty_list",
            "clock=soon",
            key="meetings.duties",
            label=_("Yaklaşan yasal süre"),
            verb="meetings.view_duties",
            icon="shield",
            order=150,
        ),
    )
