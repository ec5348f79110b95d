"""Plans, payments and lists in the Django admin: looked at, never changed, and no proof is opened there."""

import pytest
from django.test import Client
from django.urls import reverse

from aid.services.proving import hand_over
from kafkasder.core.days import today

from ..factories import make_user, sign_in_with_code
from . import rows

pytestmark = pytest.mark.django_db
MODELS = ("aid", "aidplan", "paymentlist", "listapproval", "aidproof")


@pytest.fixture
def admin(client: Client) -> Client:
    sign_in_with_code(client, make_user("admin"))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_rows_are_shown_and_not_changed(admin: Client, model: str) -> None:
    payment_list = rows.make_released()
    assert payment_list.approvals.exists()
    assert admin.get(reverse(f"admin:aid_{model}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:aid_{model}_add")).status_code == 403


def test_a_payment_is_shown_with_its_state(admin: Client) -> None:
    aid = rows.make_aid(method="in_kind", kind="food", amount=None, quantity=2, unit="package")
    hand_over(aid=aid, day=today(), received_by="Ayşe", by=make_user("staff"))
    page = admin.get(reverse("admin:aid_aid_change", args=[aid.pk])).content.decode()
    assert "Teslim edildi" in page
    assert 'name="_save"' not in page
