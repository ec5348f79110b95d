"""Every way through the states keeps what belongs to them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks import services
from tasks.states import CLOSED, TASK_STATES, TaskState

from ..factories import make_user
from .rows import make_task

ways = st.lists(st.sampled_from(TaskState.values), min_size=1, max_size=8)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=ways, with_reason=st.booleans())
def test_any_way_through_the_machine_keeps_its_promises(ways, with_reason):
    staff = make_user("staff")
    task = make_task(by=staff)
    for target in ways:
        before = task.state
        allowed = TASK_STATES.leads(before, target) and (with_reason or target != TaskState.CANCELLED)
        try:
            with transaction.atomic():
                services.change_state(task=task, target=target, by=staff, reason="Gerek kalmadı" * with_reason)
        except ValidationError:
            assert not allowed
        else:
            assert allowed
        task.refresh_from_db()
        assert task.state == (target if allowed else before)
        assert (task.completed_at is not None) == (task.completed_by == staff) == (task.state == "completed")
        assert task.is_open == (task.state not in CLOSED)
        assert task.state != "cancelled" or task.state_reason


def test_every_state_is_reached_and_left():
    assert {each.target for each in TASK_STATES} == {each.source for each in TASK_STATES} == set(TaskState)
