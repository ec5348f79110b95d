"""The list of meetings. Tiles and links lead into it by address, such as `/is/toplantilar/?when=coming`."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Choice, Column, DateRange, List

from ..choices import MeetingKind
from ..models import Meeting
from ..states import OPEN, MeetingState
from ..templatetags.meetings import meeting_state_tag
from ..when import span_words

WHEN: dict[str, Callable[[], Q]] = {
    "coming": lambda: Q(state__in=OPEN, ends_at__gte=timezone.now()),
    "past": lambda: Q(ends_at__lt=timezone.now()),
}


def _by_when(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= WHEN[value]()
    return condition


def _people(row: Any) -> str:
    return f"{row.coming_count}/{row.people_count}"


def _actions(row: Any) -> str:
    return f"{row.action_done}/{row.action_count}" if row.action_count else ""


MEETINGS = List(
    key="toplantilar",
    label=_("Toplantılar"),
    rows=lambda viewer: Meeting.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başlık, açıklama, yer ya da not"),
    prepare=lambda rows: rows.select_related("organiser").with_counts(),
    sort="-start",
    nothing=_("İlk toplantıyı planlayarak başlayın."),
    export_url="meetings:meeting_export",
    export_verb="meetings.export_meetings",
    columns=[
        Column("title", _("Toplantı"), "title", sort="title"),
        Column(
            "start",
            _("Zaman"),
            span_words,
            export=lambda row: row.starts_at,
            sort="starts_at",
            descending_first=True,
        ),
        Column("kind", _("Tür"), lambda row: str(row.get_kind_display()), sort="kind"),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=meeting_state_tag, sort="state"),
        Column("place", _("Yer"), "place", sort="place"),
        Column("people", _("Katılım"), _people),
        Column("actions", _("Aksiyon"), _actions),
        Column("organiser", _("Düzenleyen"), "organiser.full_name", shown=False),
        Column("end", _("Bitiş"), "ends_at", extra=True),
        Column("description", _("Açıklama"), "description", extra=True),
    ],
    filters=[
        Choice(
            "when",
            _("Zaman"),
            choices=[("coming", _("Gelecek")), ("past", _("Geçmiş"))],
            condition=_by_when,
            multiple=False,
        ),
        Choice("state", _("Durum"), choices=MeetingState, lookup="state__in"),
        Choice("kind", _("Tür"), choices=MeetingKind, lookup="kind__in"),
        DateRange("day", _("Gün"), field="starts_at"),
    ],
)
