"""Pages of tasks: what is typed, what each may see, and what a list costs."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kafkasder.core.files import MOST_BYTES
from kafkasder.core.palette import search
from tasks import services
from tasks.models import Task

from ..factories import make_household, sign_in_with_code
from ..pages import filled
from .rows import make_comment, make_file, make_task

pytestmark = pytest.mark.django_db
LIST = "/is/gorevler/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("staff")
    client.force_login(clerk)
    return clerk


def test_a_task_is_opened_from_a_household_and_shown_there(client, clerk):
    household = make_household(head={})
    url = f"{reverse('tasks:task_create')}?konu=household-{household.pk}"
    assert household.file_number in client.get(url).content.decode()
    data = {"title": "Ev ziyareti", "priority": "high", "due_on": "15.03.2040", "due_time": "14:30", "tags": "kış, Kış"}
    data |= {"repeat": "FREQ=MONTHLY", "repeat_until": "15.06.2040"}
    assert client.post(url, data).url == household.get_absolute_url()
    task = Task.objects.get()
    assert (task.reference_kind, task.reference_pk, task.created_by) == ("household", household.pk, clerk)
    assert (task.tags, task.repeat, f"{task.due_time:%H:%M}") == (["kış"], "FREQ=MONTHLY", "14:30")
    assert "Ev ziyareti" in client.get(household.get_absolute_url()).content.decode()
    assert client.get(reverse("tasks:task_create") + "?konu=household-999999").status_code == 404


def test_a_task_is_linked_to_what_one_sees(client, clerk, make_user):
    first, second = make_household(head={"last_name": "Aksungur"}), make_household(head={"last_name": "Aksungur"})
    task = make_task(by=clerk)
    url, by_name = reverse("tasks:task_link", args=[task.pk]), {"kind": "household", "text": "Aksungur"}
    assert client.post(url, by_name).content.decode().count('name="pick"') == 2
    assert client.post(url, by_name | {"pick": str(first.pk)}).status_code == 302
    assert client.post(url, {"kind": "household", "text": second.file_number}).status_code == 302
    task.refresh_from_db()
    assert (task.reference_kind, task.reference_pk) == ("household", second.pk)
    Task.objects.filter(pk=task.pk).update(created_by=make_user("volunteer"))
    client.force_login(Task.objects.get().created_by)
    assert client.post(reverse("tasks:task_unlink", args=[task.pk])).status_code == 403  # they do not see it


def test_two_editors_merge(client, clerk):
    task = make_task(by=clerk, due_on=date(2040, 1, 1))
    url = reverse("tasks:task_edit", args=[task.pk])
    data = filled(client.get(url).content.decode()) | {"title": "Yeni başlık"}
    Task.objects.filter(pk=task.pk).update(category="Depo")
    assert client.post(url, data).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.category) == ("Yeni başlık", "Depo")


def test_a_volunteer_meets_their_own_tasks_alone(client, make_user):
    volunteer = make_user("volunteer", full_name="Gönüllü Kişi")
    household = make_household()
    own = make_task(title="Benim işim", responsible=volunteer, reference_kind="household", reference_pk=household.pk)
    foreign = make_task(title="Başkasının işi")
    file = make_file(foreign)
    client.force_login(volunteer)
    listed = client.get(LIST).content.decode()
    assert "Benim işim" in listed
    assert "Başkasının işi" not in listed
    page = client.get(own.get_absolute_url()).content.decode()
    assert household.file_number not in page  # it is not given to them
    assert client.get(file.get_absolute_url()).status_code == 404
    found = [hit.title for group in search(volunteer, "işi") for hit in group.hits]
    assert found == ["Benim işim"]
    drawer = client.get(LIST, headers={"List-Drawer": "1"}).content.decode()
    assert foreign.created_by.full_name not in drawer  # colleagues are no choice for them


def test_a_file_export_holds_what_the_list_shows(client, make_user):
    accounting = make_user("accounting")
    make_task(title="Onun işi", responsible=accounting)
    make_task(title="Başka iş")
    client.force_login(accounting)
    answer = client.post(reverse("tasks:task_export"), {"form": "csv", "reason": "Rapor için"})
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert "Onun işi" in text.decode("utf-8-sig")
    assert "Başka iş" not in text.decode("utf-8-sig")


def test_a_page_of_a_list_costs_the_same_for_one_and_for_three(client, clerk):
    counts = []
    for number in (1, 2):
        for _task in range(number):
            make_task(by=clerk, responsible=clerk, tags=["a"])
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_many_are_changed_at_once_and_taken_back(client, clerk):
    mine, closed = make_task(by=clerk), make_task(by=clerk)
    services.change_state(task=closed, target="completed", by=clerk)
    rows = f"?state=all&row={mine.pk}&row={closed.pk}"
    url = reverse("tasks:task_bulk", args=["durum"]) + rows
    assert client.post(url, {"target": "cancelled"}).status_code == 422  # without its reason
    client.post(url, {"target": "completed"})
    mine.refresh_from_db()
    assert (mine.state, mine.completed_by) == ("completed", clerk)
    page = client.get(f"{LIST}?state=all").content.decode()
    undo = page.split("/is/gorevler/toplu/geri-al/")[1].split('"')[0]
    client.post(f"/is/gorevler/toplu/geri-al/{undo}")
    mine.refresh_from_db()
    closed.refresh_from_db()
    assert (mine.state, mine.completed_at, closed.state) == ("pending", None, "completed")


def a_package(name, content):
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        package.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<script>alert(1)</script>"),
        ("a.html", b"<b>x</b>"),
        ("a.txt", b"a\0b"),
        ("a.docx", b"PK\3\4"),
        ("a.docx", a_package("word/document.xml", b"PK\1\2" * 10_001)),
        ("a.png", b""),
    ],
)
def test_what_is_no_file_of_these_kinds_is_refused(client, clerk, name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    task = make_task(by=clerk)
    url = reverse("tasks:file_add", args=[task.pk])
    assert client.post(url, {"upload": SimpleUploadedFile(name, content)}).status_code in (422, 200)
    assert not task.files.exists()


def test_a_file_comes_back_as_a_download_under_its_own_name(client, clerk):
    file = make_file(make_task(by=clerk), name="../../Işık listesi.pdf")
    assert file.name == "Işık listesi.pdf"
    assert "list" not in file.content.name.removeprefix("tasks/")
    answer = client.get(f"{file.get_absolute_url()}?goster=1")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 liste"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''I%C5%9F%C4%B1k")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert MOST_BYTES < 25 * 1024 * 1024  # what the server takes


def test_a_comment_is_written_safely_and_marks_whom_it_calls(client, clerk, make_user):
    make_user("board", full_name="Ayşe <b>Kaya")
    comment = make_comment(make_task(by=clerk), text="@Ayşe <b>Kaya <script>x</script>")
    page = client.get(comment.task.get_absolute_url()).content.decode()
    assert '<span class="mention-called">@Ayşe &lt;b&gt;Kaya</span> &lt;script&gt;x' in page
    names = client.get(reverse("tasks:mention_names", args=[comment.task.pk]), {"ad": "ays"}).json()["names"]
    assert names == ["Ayşe <b>Kaya"]


def test_the_admin_shows_what_the_panel_shows(client, make_user):
    task = make_task()
    make_comment(task)
    sign_in_with_code(client, make_user("admin"))
    for model in ("task", "comment", "checklistitem", "taskfile"):
        assert client.get(reverse(f"admin:tasks_{model}_changelist")).status_code == 200
    page = client.get(reverse("admin:tasks_task_change", args=[task.pk])).content.decode()
    assert 'name="_save"' not in page


def test_a_former_value_comes_back(client, clerk):
    from accounts.models import AuditEntry

    task = make_task(by=clerk, category="Depo")
    task.category = "Saha"
    services.save_task(task=task, by=clerk)
    entry = AuditEntry.objects.filter(table_name="tasks_task", row_pk=str(task.pk), action="update").latest("id")
    url = reverse("accounts:audit_restore", args=[entry.pk])
    client.post(url, filled(client.get(url).content.decode()) | {"field": "category"})
    task.refresh_from_db()
    assert task.category == "Depo"
