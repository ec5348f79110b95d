"""Rows of this room for tests."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from kafkasder.core.days import today
from tasks import services
from tasks.models import ChecklistItem, Comment, Task, TaskFile

from ..factories import make_user


def make_task(by: User | None = None, *, state: str = "pending", of_sheet: bool = False, **fields: Any) -> Task:
    """Open a task; its day may be over."""
    task = Task(**{"title": "Kömür dağıtımını planla"} | fields)
    sheet = of_sheet or (task.due_on is not None and task.due_on < today())
    return services.create_task(task=task, by=by or make_user("staff"), state=state, of_sheet=sheet)


def make_step(task: Task | None = None, text: str = "Listeyi çıkar") -> ChecklistItem:
    task = task or make_task()
    return services.add_step(task=task, text=text, by=task.created_by)


def make_comment(task: Task | None = None, text: str = "Depoda yer var mı?") -> Comment:
    task = task or make_task()
    return services.write_comment(task=task, text=text, by=task.created_by)


def make_file(task: Task | None = None, name: str = "liste.pdf", content: bytes = b"%PDF-1.4 liste") -> TaskFile:
    task = task or make_task()
    return services.add_file(task=task, upload=SimpleUploadedFile(name, content), by=task.created_by)
