"""Actions and their tasks, which never disagree."""

from itertools import pairwise
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from meetings import services
from meetings.action_history import share_of, steps_of
from meetings.models import ActionItem
from meetings.states import ACTION_STATE_OF, ACTION_STATES, TASK_STATE_OF
from notifications.models import WorkflowNotification
from tasks import services as tasks
from tasks.models import Task
from tasks.states import TASK_STATES, TaskState

from .rows import make_action, make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db


def test_every_way_of_an_action_is_a_way_of_its_task():
    for way in ACTION_STATES:
        befores = [state for state, means in ACTION_STATE_OF.items() if means == way.source]
        for before in befores:
            assert TASK_STATES.leads(before, TASK_STATE_OF[way.target])
    assert set(ACTION_STATE_OF) == set(TaskState)


def test_an_action_is_a_task_of_its_assignee(make_user):
    volunteer = make_user("volunteer")
    meeting = make_meeting(state="ongoing")
    decision = make_decision(meeting)
    action = make_action(meeting, responsible=volunteer, decision=decision)
    task = Task.objects.visible_to(volunteer).get()
    assert (task.title, task.reference_kind, task.reference_pk) == (action.title, "action", action.pk)
    assert list(ActionItem.objects.visible_to(volunteer)) == [action]
    assert list(ActionItem.objects.visible_to(make_user("volunteer"))) == []
    with pytest.raises(ProtectedError):
        task.delete()
    with pytest.raises(ValidationError):
        make_action(meeting, decision=make_decision())
    with pytest.raises(ValidationError):
        make_action(meeting, agenda_item=make_item())
    with pytest.raises(PermissionDenied):
        make_action(meeting, by=volunteer)
    with pytest.raises(PermissionDenied):
        make_action(make_meeting())  # which has not begun


def test_ready_is_told_to_those_who_manage_from_either_side(make_user):
    volunteer, board = make_user("volunteer"), make_user("board")
    for side in ("action", "task"):
        action = make_action(make_meeting(state="ongoing"), responsible=volunteer)
        if side == "action":
            services.change_action_state(action=action, target="hazir", by=volunteer)
        else:
            tasks.move(task=action.task, state="completed", by=volunteer)
        told = WorkflowNotification.objects.filter(kind="meetings.action_ready", reference_pk=action.pk)
        recipients = {each.recipient for each in told}
        assert recipients >= {board, action.meeting.organiser}
        assert volunteer not in recipients


@pytest.mark.parametrize("seed", range(4))
def test_the_two_never_disagree(make_user, seed):
    """Whatever is done from whichever side, what the meeting shows is what the task says, and the history has it."""
    random, volunteer = Random(seed), make_user("volunteer")
    action = make_action(responsible=volunteer)
    by, said = action.meeting.organiser, ["pending"]

    def actor(task):
        """Whoever may work on it: the clerk, and the volunteer as long as it is theirs."""
        return random.choice([by, task.responsible]) if task.responsible else by

    def from_meeting(task):
        way = random.choice(ACTION_STATES.from_state(ACTION_STATE_OF[task.state]))
        row = ActionItem.objects.get(pk=action.pk)
        services.change_action_state(action=row, target=way.target, by=actor(task), reason="Öyle")

    def from_task(task):
        way = random.choice(TASK_STATES.from_state(task.state))
        tasks.change_state(task=task, target=way.target, by=actor(task), reason="Böyle")

    def from_board(task):
        way = random.choice(TASK_STATES.from_state(task.state))
        tasks.move(task=task, state=way.target, by=by, reason="Pano")

    def of_many(task):
        way = random.choice(TASK_STATES.from_state(task.state))
        tasks.change_state_of_many(tasks=Task.objects.filter(pk=task.pk), target=way.target, by=by, reason="Toplu")

    def to_another(task):
        if task.is_open:
            tasks.assign(task=task, responsible=random.choice([by, volunteer]), by=by)

    for _step in range(25):
        task = Task.objects.get(pk=action.task_id)
        random.choice([from_meeting, from_task, from_board, of_many, to_another])(task)
        task.refresh_from_db()
        row = ActionItem.objects.with_task().get(pk=action.pk)
        assert (row.state, row.responsible) == (ACTION_STATE_OF[task.state], task.responsible)
        said.append(task.state)
    changes = [state for before, state in pairwise(said) if state != before]
    assert [state for state, _entry in steps_of(action)] == [ACTION_STATE_OF[state] for state in changes[::-1]] + [
        "beklemede"
    ]


def test_the_history_tells_who_when_and_why(make_user):
    volunteer = make_user("volunteer", full_name="Işıl Gönüllü")
    action = make_action(responsible=volunteer)
    services.change_action_state(action=action, target="devam", by=volunteer)
    tasks.change_state(task=action.task, target="cancelled", reason="Gerek kalmadı.", by=volunteer)
    told = [(str(state), entry.changes.get("state_reason", [""])[-1]) for state, entry in steps_of(action)]
    assert told == [("iptal", "Gerek kalmadı."), ("devam", ""), ("beklemede", told[-1][1])]


def test_the_share_that_is_done_counts_no_cancelled_ones():
    meeting = make_meeting(state="ongoing")
    first, second, _third = (make_action(meeting, title=f"Aksiyon {number}") for number in range(3))
    services.change_action_state(action=first, target="hazir", by=meeting.organiser)
    services.change_action_state(action=second, target="iptal", by=meeting.organiser, reason="Gerek yok")
    assert share_of(list(meeting.actions.with_task())) == {"done": 1, "wanted": 2}


def test_an_action_is_opened_and_worked_on_by_its_pages(client, make_user):
    clerk, volunteer = make_user("staff"), make_user("volunteer", full_name="Işıl Gönüllü")
    client.force_login(clerk)
    decision = make_decision(make_meeting(clerk, state="ongoing"))
    url = f"{reverse('meetings:action_add', args=[decision.meeting_id])}?karar={decision.pk}"
    data = {"title": "Kömür teklifi al", "responsible": volunteer.pk, "decision": decision.pk}
    late = client.post(url, data | {"due_on": "15.03.2020"})
    assert "bugün ya da sonrası" in late.content.decode()
    assert client.post(url, data | {"due_on": "15.03.2040"}).url == decision.get_absolute_url()
    action = ActionItem.objects.get()
    for page in (decision, decision.meeting):
        assert "Kömür teklifi al" in client.get(page.get_absolute_url()).content.decode()
    client.force_login(volunteer)
    page = client.get(action.get_absolute_url()).content.decode()
    assert decision.meeting.get_absolute_url() not in page  # they are not called to it
    assert action.task.get_absolute_url() in page
    assert "Kömür teklifi al" in client.get(action.task.get_absolute_url()).content.decode()
    client.post(reverse("meetings:action_state", args=[action.pk, "hazir"]))
    assert Task.objects.get().state == "completed"
    assert "Hazır" in client.get("/is/aksiyonlar/?state=all").content.decode()
    assert "Kömür teklifi al" not in client.get("/is/aksiyonlar/").content.decode()
