"""Applications in the Django admin, and former values that come back by their form."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from aid import services
from aid.states import Stage

from ..factories import make_user, sign_in_with_code
from ..pages import filled
from . import rows

pytestmark = pytest.mark.django_db
MODELS = ("aidapplication", "askedaid", "askeddocument", "stagestep", "aiddecision", "committeevote")


def test_the_admin_shows_and_changes_nothing(client: Client) -> None:
    application = rows.make_application(
        Stage.COMMITTEE, applicant_type="organisation", applicant_name="Köy Derneği", applicant_phone="+905321234567"
    )
    rows.ask_paper(application)
    services.vote(application=application, vote="for", by=make_user("board"))
    sign_in_with_code(client, make_user("admin"))
    for model in MODELS:
        assert client.get(reverse(f"admin:aid_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:aid_{model}_add")).status_code == 403
    page = client.get(reverse("admin:aid_aidapplication_change", args=[application.pk])).content.decode()
    assert "Köy Derneği" in page
    assert "1234567" not in page
    assert 'name="_save"' not in page


def test_a_former_value_comes_back_as_its_own_change(client: Client) -> None:
    clerk, board = make_user("staff"), make_user("board")
    application = rows.make_application(Stage.REVIEW, by=clerk, description="İlk")
    application.description = "İkinci"
    services.save_application(application=application, by=clerk)
    entries = AuditEntry.objects.filter(table_name="aid_aidapplication", row_pk=str(application.pk), action="update")
    url = reverse("accounts:audit_restore", args=[entries.filter(changes__has_key="description").latest("id").pk])
    client.force_login(board)
    client.post(url, filled(client.get(url).content.decode()) | {"field": "description"})
    application.refresh_from_db()
    assert application.description == "İlk"
    assert not services.decide_many(applications=[application], kind="approved", reason="Uygun", by=board)[0]
