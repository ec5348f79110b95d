"""The list of decisions of all years, such as `/is/kararlar/?own=12&due=late`."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List, Related, Typed
from kafkasder.core.lists.filters import Parameters
from tasks.lists import Folded, Own

from ..choices import Book
from ..models import Decision
from ..states import DecisionState
from ..templatetags.meetings import decision_due_tag, decision_state_tag

CLOCKS: dict[str, Callable[[], Q]] = {
    "late": lambda: ~Q(state=DecisionState.CLOSED) & Q(due_on__lt=today()),
    "none": lambda: ~Q(state=DecisionState.CLOSED) & Q(due_on__isnull=True),
}


def _by_clock(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= CLOCKS[value]()
    return condition


def _year(text: str) -> str:
    """Return a year of four digits; ValueError for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise ValueError(text)
    return text


def _owners(given: Parameters) -> Any:
    """Who follows decisions."""
    busy = Exists(Decision.objects.filter(owner=OuterRef("pk")))
    return get_user_model()._default_manager.filter(busy).order_by("name_key", "pk")


def _everybody(given: Parameters) -> Any:
    return get_user_model()._default_manager.order_by("name_key", "pk")


DECISIONS = List(
    key="kararlar",
    label=_("Kararlar"),
    rows=lambda viewer: Decision.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Karar no (2026/14), konu, metin, dayanak ya da etiket"),
    prepare=lambda rows: rows.select_related("meeting", "owner"),
    sort="-day",
    nothing=_("Kararlar toplantının sayfasında, toplantı başlayınca yazılır."),
    export_url="meetings:decision_export",
    export_verb="meetings.export_decisions",
    columns=[
        Column("title", _("Konu"), "title", sort="title"),
        Column("number", _("Karar no"), "mark", sort=F("year") * 1_000_000 + F("number"), descending_first=True),
        Column("day", _("Tarih"), "adopted_on", sort="adopted_on", descending_first=True),
        Column("state", _("Durum"), lambda row: str(row.get_state_display()), draw=decision_state_tag, sort="state"),
        Column("owner", _("Sorumlu"), lambda row: str(row.owner or "")),
        Column(
            "due",
            _("Son gün"),
            lambda row: row.due_on,
            draw=decision_due_tag,
            sort="due_on",
            sort_nulls=True,
        ),
        Column("meeting", _("Toplantı"), "meeting.title"),
        Column("book", _("Defter"), lambda row: str(row.get_book_display()), shown=False),
        Column("tags", _("Etiketler"), lambda row: ", ".join(row.tags), shown=False),
        Column("basis", _("Dayanak"), "legal_basis", shown=False),
        Column("text", _("Karar metni"), "text", extra=True),
    ],
    filters=[
        Choice("state", _("Durum"), choices=DecisionState, lookup="state__in"),
        Choice(
            "due",
            _("Süre"),
            choices=[("late", _("Gecikmiş")), ("none", _("Günü olmayan"))],
            condition=_by_clock,
            multiple=False,
        ),
        Choice("book", _("Defter"), choices=Book, lookup="book__in"),
        Typed("year", _("Yıl"), lookup="year", clean=_year),
        Related(
            "owner",
            _("Sorumlu"),
            field="owner",
            rows=_owners,
            text="full_name",
            nobody=_("Kimsede değil"),
            mine=_("Benim"),
            verb="meetings.view_all_meetings",
        ),
        Own("own", _("Bende olanlar"), field="owner", rows=_everybody, mine=_("Sorumlusu ben olanlar")),
        Folded("tag", _("Etiket"), compare=lambda word: Q(tag_keys__contains=[word])),
        DateRange("day", _("Karar tarihi"), field="adopted_on", moments=False),
    ],
)
