"""The demo's example data goes through the same services as everything else."""

import pytest
from django.db import connection

from privacy.demo import make_demo
from privacy.models import Breach, DataRequest, NoticeDelivery, NoticeVersion
from privacy.querysets import due_soon

from ..factories import make_person, make_user

pytestmark = pytest.mark.django_db


def test_the_example_data_is_marked_as_such_and_one_request_is_close_to_its_day():
    make_user("admin")
    make_person()
    make_demo()
    connection.check_constraints()
    assert NoticeVersion.objects.count() == 2
    assert NoticeDelivery.objects.filter(subject_kind="beneficiary").exists()
    assert DataRequest.objects.filter(due_soon()).count() == 1
    drill = Breach.objects.get()
    assert (drill.is_drill, drill.state) == (True, "closed")
    assert all("Örnek" in text for text in NoticeVersion.objects.values_list("text", flat=True))
