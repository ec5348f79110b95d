"""What the personal data law is told of tasks, and how they are forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEntry
from privacy.retention import KINDS
from privacy.services.dossier import gather
from privacy.services.forgetting import forget
from privacy.subjects import SUBJECTS
from tasks import services
from tasks.demo import make_demo
from tasks.models import Comment, Task

from ..factories import make_household, make_person
from .rows import make_comment, make_file, make_step, make_task

pytestmark = pytest.mark.django_db


def closed_task(by, **fields):
    task = make_task(by=by, **fields)
    make_step(task, "Fatma Hanım'ı ara")
    make_comment(task, "Fatma Hanım hasta")
    services.change_state(task=task, target="completed", by=by)
    return task


def test_a_dossier_tells_of_tasks(make_user):
    admin, clerk = make_user("admin"), make_user("staff")
    person = make_person(make_household(head={}))
    closed_task(clerk, title="Fatma'yı ziyaret et", reference_kind="person", reference_pk=person.pk)
    of_user = gather(SUBJECTS["user"], clerk, by=admin, reason="Başvuru")
    titles = {title for title, _rows in of_user.sections}
    assert {"Açtığı görevler", "Görevlere yazdıkları"} <= titles
    of_person = gather(SUBJECTS["beneficiary"], person, by=admin, reason="Başvuru")
    assert "Fatma'yı ziyaret et" in str(of_person.as_json())


def test_a_forgotten_task_keeps_no_words_anywhere(make_user, django_capture_on_commit_callbacks):
    task = closed_task(make_user("staff"), title="Fatma'yı ziyaret et", description="Fatma'nın adresi", tags=["Fatma"])
    file = make_file(task, name="Fatma.pdf")
    assert file.content.storage.exists(file.content.name)
    step = make_step(make_task())  # of another task
    kind = KINDS["task"]
    assert not kind.due(timezone.now() - timedelta(days=1)).exists()
    assert kind.due(timezone.now() + timedelta(days=1)).get() == task
    with django_capture_on_commit_callbacks(execute=True):
        forget(kind, task)
    task.refresh_from_db()
    assert not Comment.objects.exists()
    assert not file.content.storage.exists(file.content.name)
    assert "Fatma" not in f"{task.title}{task.description}{task.tags}"
    trail = AuditEntry.objects.filter(table_name__startswith="tasks_")
    assert "Fatma" not in str(list(trail.values_list("changes", "row_label")))
    assert step.task.steps.exists()
    assert not kind.due(timezone.now() + timedelta(days=1)).exists()


def test_a_household_takes_the_closed_tasks_about_it_along(make_user):
    household = make_household(head={})
    about = {"reference_kind": "household", "reference_pk": household.pk}
    closed, waiting = closed_task(make_user("staff"), **about), make_task(**about)
    along = {row for key, row in KINDS["household"].along(household) if key == "task"}
    assert along == {closed}
    assert waiting not in along


def test_the_example_data_is_whole(make_user):
    make_user("admin")
    make_user("volunteer")
    make_household(head={})
    make_demo()
    connection.check_constraints()
    assert Task.objects.count() == 140
    assert set(Task.objects.values_list("state", flat=True)) == {
        "pending",
        "in_progress",
        "waiting",
        "completed",
        "cancelled",
    }
