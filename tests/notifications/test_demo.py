"""The demo's example data goes through the same services as everything else."""

import pytest
from django.db import connection

from notifications.demo import TEXTS, make_demo
from notifications.models import Announcement, Delivery, WorkflowNotification

from ..factories import make_user

pytestmark = pytest.mark.django_db


def test_the_example_data_is_marked_as_such_and_nobody_is_mailed():
    for role in ("admin", "board", "staff", "volunteer"):
        make_user(role)
    make_demo()
    connection.check_constraints()
    assert Announcement.objects.count() == len(TEXTS)
    assert all("Örnek" in title for title in Announcement.objects.values_list("title", flat=True))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}
    assert set(WorkflowNotification.objects.values_list("state", flat=True)) == {"sent", "read"}
