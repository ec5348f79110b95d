"""What the room puts into the frame; its views have tabs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core import navigation, palette
from kafkasder.core.viewer import Viewer, may

from .models import Decision, Meeting
from .when import span_words

_VIEW = "meetings.view_meetings"

# URL name, label and verb of each view, in the order of the tabs.
TABS: tuple[tuple[str, str | Promise, str], ...] = (
    ("meeting_list", _("Toplantılar"), _VIEW),
    ("invitations", _("Davetlerim"), _VIEW),
    ("decision_list", _("Kararlar"), _VIEW),
    ("action_list", _("Aksiyonlar"), _VIEW),
    ("books", _("Karar defteri"), "meetings.view_all_meetings"),
)


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    current: bool


def register() -> None:
    navigation.register(
        navigation.Item(
            label=_("Toplantılar"),
            url_name="meetings:meeting_list",
            icon="users",
            verb=_VIEW,
            order=20,
            area=navigation.Area.WORK,
        ),
        navigation.Item(
            label=_("Kararlar"),
            url_name="meetings:decision_list",
            icon="gavel",
            verb=_VIEW,
            order=25,
            area=navigation.Area.WORK,
        ),
    )
    navigation.register(
        navigation.Item(
            label=_("Yasal takvim"),
            url_name="meetings:duty_list",
            icon="shield",
            verb="meetings.view_duties",
            order=27,
            area=navigation.Area.WORK,
        )
    )
    navigation.register_quick_add(
        navigation.Item(
            label=_("Toplantı"),
            url_name="meetings:meeting_create",
            icon="calendar",
            verb="meetings.manage_meetings",
            order=40,
        )
    )
    palette.register(
        palette.Source(
            key="meetings",
            label=_("Toplantılar"),
            verb=_VIEW,
            search=_find,
            icon="users",
            order=60,
            list_name="meetings:meeting_list",
        ),
        palette.Source(
            key="decisions",
            label=_("Kararlar"),
            verb=_VIEW,
            search=_find_decisions,
            icon="gavel",
            order=65,
            list_name="meetings:decision_list",
        ),
    )


def tabs_for(viewer: Viewer, current: str) -> list[Tab]:
    """Return the views that `viewer` may open; `current` is the URL name of the one that is open."""
    return [Tab(label, reverse(f"meetings:{name}"), name == current) for name, label, verb in TABS if may(viewer, verb)]


def _find(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Meeting.objects.visible_to(viewer).search(text).order_by("-starts_at", "-pk")
    for meeting in found[: palette.ENOUGH]:
        yield palette.Hit(meeting.title, meeting.get_absolute_url(), detail=span_words(meeting))


def _find_decisions(viewer: Any, text: str) -> Iterator[palette.Hit]:
    found = Decision.objects.visible_to(viewer).search(text).order_by("-adopted_on", "-pk")
    for decision in found[: palette.ENOUGH]:
        yield palette.Hit(str(decision), decision.get_absolute_url(), detail=str(decision.get_state_display()))
