"""Who lost a right, or never had it, is told nothing: not by the bell, not by mail, not by a manager's reminder."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notifications.models import Delivery, WorkflowNotification
from notifications.own_kinds import ESCALATED
from notifications.services import delivery, escalation, reading
from tasks import policy, services
from tasks.mentions import people_of
from tasks.models import Task

from .factories import make_user
from .notifications.rows import a_kind, tell, told
from .tasks.rows import make_task
from .waiting import somebody_waits

VERB = "tasks.view_tasks"


def with_verbs(*verbs: str) -> User:
    user = make_user()
    user.user_permissions.set(Permission.objects.filter(codename__in=verbs))
    return user


@pytest.mark.django_db
def test_who_lost_the_verb_of_a_kind_is_told_no_more(client: Client, mailoutbox: list[Any]) -> None:
    stranger, staff = make_user(), make_user("staff")
    with a_kind(verb=VERB):
        assert tell(stranger, staff, title="Gizli iş") == 1
        staff.memberships.update(until=timezone.localdate() - timedelta(days=1))
        client.force_login(staff)
        assert "Gizli iş" not in client.get("/bildirimler/").content.decode()
        assert client.get(f"/bildirimler/{told(staff)[0].pk}/").status_code == 404
        assert delivery.deliver_due() == 0
    assert (mailoutbox, Delivery.objects.get().state) == ([], "dropped")


@pytest.mark.django_db
def test_a_manager_hears_what_was_not_read_only_if_they_may_know_of_it() -> None:
    manager, reader = make_user("board"), make_user("staff")
    blind = with_verbs("receive_escalations")
    with a_kind(verb=VERB, escalate_after=timedelta(hours=4)):
        tell(reader, about=make_task(reader), title="Gizli iş")
        WorkflowNotification.objects.update(told_at=timezone.now() - timedelta(hours=5))
        assert escalation.escalate_due() == 1
    heard = {row.recipient: row.title for row in told(manager, blind) if row.kind == ESCALATED}
    assert heard[manager] == f"{reader.full_name} okumadı: Gizli iş"
    assert heard[blind] == f"{reader.full_name} bir bildirimini okumadı"


@pytest.mark.django_db
def test_nobody_is_called_into_a_task_or_given_one_who_sees_none() -> None:
    staff, blind = make_user("staff"), with_verbs("add_task", "view_all_tasks")
    assert blind not in people_of(make_task(staff))
    assert blind not in policy.assignable(staff)


@pytest.mark.django_db
def test_undo_gives_a_task_to_nobody_to_whom_one_may_not_give_it(client: Client) -> None:
    staff, former = make_user("staff"), make_user("staff")
    task = make_task(staff, responsible=former)
    client.force_login(staff)
    client.post(f"/is/gorevler/toplu/sorumlu/?row={task.pk}", {"responsible": staff.pk})
    undo = client.get("/is/gorevler/").content.decode().split("/is/gorevler/toplu/geri-al/")[1].split('"')[0]
    former.is_active = False
    former.save(update_fields=["is_active"])
    client.post(f"/is/gorevler/toplu/geri-al/{undo}")
    task.refresh_from_db()
    assert task.responsible == staff


@pytest.mark.django_db
def test_a_hostile_move_is_refused(client: Client) -> None:
    staff = make_user("staff")
    task = make_task(staff)
    client.force_login(staff)
    address = f"/is/gorevler/{task.pk}/tasi/"
    assert client.post(address, {"state": "\0"}, headers={"accept": "application/json"}).status_code == 422
    assert client.post(f"{address}?next=128", {"state": "pending", "place": "top"})["Location"] == "/is/gorevler/pano/"
    behind = {"HX-Request": "true", "HX-Current-URL": "http://testserver//evil.example/"}
    answer = client.post("/is/gorevler/hizli/", {"line": "Depoyu say"}, headers=behind)
    assert "evil" not in str(answer.headers)


@pytest.mark.django_db
def test_what_came_after_the_page_is_not_read_with_all() -> None:
    reader = make_user()
    with a_kind():
        tell(reader)
        until = told(reader)[0].told_at
        tell(reader)
    assert reading.mark_all_read(by=reader, until=until) == 1
    assert [row.is_read for row in told(reader)] == [True, False]


# Two at the same moment


def beside(work: Callable[[], Any]) -> Thread:
    """Begin `work` on another connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_all_holds_nothing_while_they_wait_for_new_words() -> None:
    """Many tasks that change at once tell of one after the other: they would wait for each other."""
    staff, reader = make_user("staff"), make_user("staff")
    tasks = [make_task(staff), make_task(staff)]
    with a_kind():
        for task in tasks:
            tell(reader, about=task)
        first, second = told(reader)
        until = timezone.now()
        with transaction.atomic():
            tell(reader, about=tasks[1])
            other = beside(lambda: reading.mark_all_read(by=reader, until=until))
            assert wait_for(lambda: WorkflowNotification.objects.get(pk=first.pk).is_read)
        other.join(20)
    second.refresh_from_db()
    assert not second.is_read, "nobody has seen its new words"


@pytest.mark.django_db(transaction=True)
def test_a_move_that_numbers_a_column_holds_no_card_while_it_waits_for_another() -> None:
    """Many tasks that change at once are locked in the order of their keys: they would wait for each other."""
    staff = make_user("staff")
    held, moving, above = make_task(staff), make_task(staff), make_task(staff)
    Task.objects.update(position=7)  # no gap is left
    with transaction.atomic():
        Task.objects.select_for_update().get(pk=held.pk)
        other = beside(lambda: services.move(task=moving, state="pending", after=above, by=staff))
        assert wait_for(somebody_waits)
        Task.objects.select_for_update(nowait=True).get(pk=moving.pk)
    other.join(20)
    assert list(Task.objects.in_board_order()) == [held, above, moving]
