"""What could be left of somebody after all of them was to go."""

import pytest

from aid import services
from aid.retention import forget_aid
from beneficiaries.models import Household

from ..factories import make_user
from . import rows

pytestmark = pytest.mark.django_db


def test_what_was_noted_of_a_plan_without_an_application_goes_with_its_help() -> None:
    aid = rows.make_aid(note="Fatma için")
    plan = aid.plan
    services.change_plan_state(plan=plan, target="paused", by=make_user("staff"), reason="Fatma taşındı")
    forget_aid(aid)
    plan.refresh_from_db()
    assert (plan.note, plan.state_reason) == ("Fatma için", "Fatma taşındı")  # it goes on
    Household.objects.filter(pk=aid.household_id).update(status="archived")
    assert plan.pk in forget_aid(aid)["aid_aidplan"]
    plan.refresh_from_db()
    assert (plan.note, plan.state_reason) == ("", "")
