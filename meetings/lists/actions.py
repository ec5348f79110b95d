"""The list of actions of all meetings, such as `/is/aksiyonlar/?own=12`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List, Related
from kafkasder.core.lists.filters import Parameters
from tasks.lists import Own
from tasks.states import CLOSED
from tasks.templatetags.tasks import task_due_tag

from ..models import ActionItem
from ..states import ACTION_STATE_OF, ActionState
from ..templatetags.meetings import action_state_tag


def _by_state(values: list[str]) -> Q:
    return Q(task__state__in=[state for state, means in ACTION_STATE_OF.items() if means in values])


def _late(values: list[str]) -> Q:
    return ~Q(task__state__in=CLOSED) & Q(task__due_on__lt=today())


def _doers(given: Parameters) -> Any:
    """Who has actions."""
    busy = Exists(ActionItem.objects.filter(task__responsible=OuterRef("pk")))
    return get_user_model()._default_manager.filter(busy).order_by("name_key", "pk")


def _everybody(given: Parameters) -> Any:
    return get_user_model()._default_manager.order_by("name_key", "pk")


ACTIONS = List(
    key="aksiyonlar",
    label=_("Aksiyonlar"),
    rows=lambda viewer: ActionItem.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Yapılacak iş"),
    prepare=lambda rows: rows.with_task(),
    sort="due",
    nothing=_("Aksiyonlar toplantının ya da kararın sayfasında açılır."),
    export_url="meetings:action_export",
    export_verb="meetings.export_meetings",
    columns=[
        Column("title", _("Yapılacak iş"), "title", sort="title"),
        Column("state", _("Durum"), lambda row: row.get_state_display(), draw=action_state_tag, sort="task__state"),
        Column("responsible", _("Sorumlu"), lambda row: str(row.responsible or "")),
        Column(
            "due",
            _("Son gün"),
            lambda row: row.task.due_on,
            draw=lambda row: task_due_tag(row.task),
            sort="task__due_on",
            sort_nulls=True,
        ),
        Column("meeting", _("Toplantı"), "meeting.title"),
        Column("decision", _("Karar no"), lambda row: row.decision.mark if row.decision else ""),
        Column("created", _("Açılış"), "created_at", sort="created_at", descending_first=True, shown=False),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=ActionState,
            condition=_by_state,
            default=~Q(task__state__in=CLOSED),
            everything=_("Kapananlar dâhil hepsi"),
        ),
        Choice("clock", _("Süre"), choices=[("late", _("Gecikmiş"))], condition=_late, multiple=False),
        Related(
            "responsible",
            _("Sorumlu"),
            field="task__responsible",
            rows=_doers,
            text="full_name",
            nobody=_("Kimsede değil"),
            mine=_("Benim"),
            verb="meetings.view_all_meetings",
        ),
        Own("own", _("Bende olanlar"), field="task__responsible", rows=_everybody, mine=_("Sorumlusu ben olanlar")),
        DateRange("due", _("Son gün"), field="task__due_on", moments=False),
    ],
)
