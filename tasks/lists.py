"""The list of tasks. Tiles and links lead into it by address, such as `/is/gorevler/?responsible=me&clock=late`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, TextChoices
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kafkasder.core.lists import BulkAction, Choice, Column, DateRange, List, Related, Typed
from kafkasder.core.lists.filters import ME, Chosen, Filter, Parameters
from kafkasder.core.numbers import whole_number
from kafkasder.core.references import REFERENCES
from kafkasder.core.sql import TurkishFold
from kafkasder.core.text import fold

from .models import Priority, Task
from .querysets import due_soon, late, open_tasks
from .rule_words import words_of
from .states import TaskState
from .templatetags.tasks import due_words, tag_marks, task_due_tag, task_priority_tag, task_state_tag

OPEN = "open"
CLOCKS: dict[str, Callable[[], Q]] = {
    "late": late,
    "soon": due_soon,
    "someday": lambda: open_tasks() & Q(due_on__isnull=True),
}
_LONGEST_WORD = 50


def _label(choices: type[TextChoices], field: str) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda row: str(labels.get(getattr(row, field), ""))


def _people(given: Parameters) -> Any:
    """Who is active, and who still has tasks."""
    busy = Exists(Task.objects.filter(responsible=OuterRef("pk")))
    return get_user_model()._default_manager.filter(Q(is_active=True) | busy).order_by("name_key", "pk")


def _by_clock(values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= CLOCKS[value]()
    return condition


@dataclass(frozen=True)
class Folded(Typed):
    """A typed word that is compared in its folded form; `compare` makes the condition of it."""

    compare: Callable[[str], Q] = Q

    def read(self, given: Parameters) -> Chosen | None:
        typed = next((value.strip() for value in given.get(self.key, ()) if value.strip()), "")[:_LONGEST_WORD]
        if not typed:
            return None
        return Chosen(self.compare(fold(typed)), {self.key: [typed]}, [(self.chip(typed), {self.key: typed})])


@dataclass(frozen=True)
class Own(Related):
    """One's own tasks, for those to whom colleagues are no choice; the address says whose, and no page does."""

    def options(self, given: Parameters) -> Iterator[tuple[str, Any]]:
        yield ME, self.mine

    def _label(self, value: str, given: Parameters) -> Any:
        return _("tek kişi") if whole_number(value) else ""


class About(Filter):
    """The record that a task points at, as `household-5`; links of the records' pages lead here."""

    template = ""

    def read(self, given: Parameters) -> Chosen | None:
        typed = next(iter(given.get(self.key, ())), "")
        kind, _dash, number = typed.rpartition("-")
        pk = whole_number(number)
        if kind not in REFERENCES or pk is None:
            return None
        chip = (self.chip(f"{REFERENCES[kind].label} #{pk}"), {self.key: typed})
        return Chosen(Q(reference_kind=kind, reference_pk=pk), {self.key: [typed]}, [chip])


TASKS = List(
    key="gorevler",
    label=_("Görevler"),
    rows=lambda viewer: Task.objects.visible_to(viewer),
    search=lambda rows, text: rows.search(text),
    search_label=_("Başlık, açıklama, kategori ya da etiket"),
    prepare=lambda rows: rows.select_related("responsible", "created_by").with_progress(),
    sort="due",
    nothing=_("İlk görevi açarak başlayın."),
    export_url="tasks:task_export",
    export_verb="tasks.export_tasks",
    bulk=[
        BulkAction("durum", _("Durumu değiştir"), "flag", "tasks:task_bulk"),
        BulkAction("sorumlu", _("Sorumlu ata"), "user-check", "tasks:task_bulk"),
        BulkAction("oncelik", _("Önceliği değiştir"), "arrow-up", "tasks:task_bulk"),
        BulkAction("son-gun", _("Son günü değiştir"), "calendar", "tasks:task_bulk"),
    ],
    bulk_verb="tasks.add_task",
    columns=[
        Column("title", pgettext_lazy("something to do", "Görev"), "title", sort="title"),
        Column("state", _("Durum"), _label(TaskState, "state"), draw=task_state_tag, sort="state"),
        Column("priority", _("Öncelik"), _label(Priority, "priority"), draw=task_priority_tag),
        Column("responsible", _("Sorumlu"), lambda row: str(row.responsible or "")),
        Column(
            "due",
            _("Son gün"),
            lambda row: due_words(row) if row.due_on else "",
            draw=task_due_tag,
            export=lambda row: row.due_on,
            sort="due_on",
            sort_nulls=True,
        ),
        Column("category", _("Kategori"), "category", sort="category"),
        Column("tags", _("Etiketler"), lambda row: ", ".join(row.tags), draw=tag_marks),
        Column("time", _("Saat"), lambda row: f"{row.due_time:%H:%M}" if row.due_time else "", extra=True),
        Column("description", _("Açıklama"), "description", extra=True),
        Column(
            "steps",
            _("Adımlar"),
            lambda row: f"{row.steps_done}/{row.step_count}" if row.step_count else "",
            shown=False,
        ),
        Column("creator", _("Açan"), "created_by.full_name", shown=False),
        Column("created", _("Açılış"), "created_at", sort="created_at", descending_first=True, shown=False),
        Column(
            "completed",
            _("Tamamlanma"),
            "completed_at",
            sort="completed_at",
            sort_nulls=True,
            descending_first=True,
            shown=False,
        ),
        Column("repeat", _("Tekrar"), lambda row: words_of(row.repeat), shown=False),
    ],
    filters=[
        Choice(
            "state",
            _("Durum"),
            choices=TaskState,
            lookup="state__in",
            default=open_tasks(),
            everything=_("Kapananlar dâhil hepsi"),
        ),
        Choice(
            "clock",
            _("Süre"),
            choices=[("late", _("Gecikmiş")), ("soon", _("24 saat içinde")), ("someday", _("Günü olmayan"))],
            condition=_by_clock,
            multiple=False,
        ),
        Choice("priority", _("Öncelik"), choices=Priority, lookup="priority__in"),
        Related(
            "responsible",
            _("Sorumlu"),
            field="responsible",
            rows=_people,
            text="full_name",
            nobody=_("Kimsede değil"),
            mine=_("Benim"),
            verb="tasks.view_all_tasks",  # colleagues are no option for those who see only their own
        ),
        Own("own", _("Bende olanlar"), field="responsible", rows=_people, mine=_("Sorumlusu ben olanlar")),
        Folded("category", _("Kategori"), compare=lambda word: Q(Exact(TurkishFold("category"), word))),
        Folded("tag", _("Etiket"), compare=lambda word: Q(tag_keys__contains=[word])),
        DateRange("due", _("Son gün"), field="due_on", moments=False),
        DateRange("created", _("Açılış"), field="created_at"),
        About("about", _("Bağlı kayıt")),
    ],
)
