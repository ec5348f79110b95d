"""Imports tasks: each row is one, known again by its title and its day."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from kafkasder.core.imports import Mode, RowImporter
from kafkasder.core.imports.by_row import Record
from kafkasder.core.text import fold

from .. import policy, services
from ..models import Task
from .columns import COLUMNS
from .form import TaskImportForm


class TaskImporter(RowImporter):
    """Old sheets hold tasks whose day is over, and whose state is told."""

    name, columns = "tasks", COLUMNS
    form, key = TaskImportForm, ("title", "due_on")

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by).require()
        super().__init__(by=by, mode=mode)
        self._people = _by_name(policy.assignable(by))
        self._given: Counter[int] = Counter()  # open tasks of this batch by whom they were given to

    def form_for(self, data: QueryDict | None, row: Any) -> TaskImportForm:
        keeps_known = self.mode is Mode.INSERT
        return TaskImportForm(data, instance=row, by=self.by, people=self._people, keeps_known=keeps_known)

    def present(self) -> QuerySet[Task]:
        tasks: QuerySet[Task] = Task.objects.visible_to(self.by)
        return tasks

    def store(self, row: Task) -> None:
        if row.pk is None:
            services.create_task(task=row, by=self.by, state=row.state, of_sheet=True)
            self._count(row)
        else:
            services.save_task(task=row, by=self.by)

    def done(self, units: Sequence[Record]) -> None:
        """Tell each person once how much was given to them."""
        for person in self._people.values():
            if person and (count := self._given.pop(person.pk, 0)):
                services.tell_imported(person, count, self.by)

    def _count(self, task: Task) -> None:
        if task.responsible_id and task.is_open:
            self._given[task.responsible_id] += 1


def _by_name(people: Any) -> dict[str, Any]:
    """Return people by e-mail and by name, both folded; None stands for a name that several have."""
    found: dict[str, Any] = {}
    for person in people:
        name = fold(person.full_name)
        found[name] = None if name in found else person
    return found | {fold(person.email): person for person in people}
