"""Visits, scores and settings in the Django admin, and former plans of visits that come back by their form."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from aid import services
from kafkasder.core.days import today

from ..factories import make_user, sign_in_with_code
from ..pages import filled
from . import rows
from .matrix_assessment import make_photo

pytestmark = pytest.mark.django_db
MODELS = ("homevisit", "visitphoto", "needscore", "scoreruleset", "scorerule", "stagedays", "banktemplate")


def test_the_admin_shows_and_changes_nothing(client: Client) -> None:
    photo = make_photo()
    score = services.score(household=rows.home(), by=make_user("staff"))
    sign_in_with_code(client, make_user("admin"))
    for model in MODELS:
        assert client.get(reverse(f"admin:aid_{model}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:aid_{model}_add")).status_code == 403
    page = client.get(reverse("admin:aid_visitphoto_change", args=[photo.pk])).content.decode()
    assert str(photo.content.name) not in page
    page = client.get(reverse("admin:aid_needscore_change", args=[score.pk])).content.decode()
    assert "facts" not in page
    assert 'name="_save"' not in page


def test_a_former_day_of_a_visit_comes_back(client: Client) -> None:
    clerk = make_user("staff")
    visit = rows.make_visit()
    visit.planned_for = today() + timedelta(days=9)
    services.plan_visit(visit=visit, by=clerk)
    entry = AuditEntry.objects.filter(table_name="aid_homevisit", row_pk=str(visit.pk), action="update").latest("id")
    url = reverse("accounts:audit_restore", args=[entry.pk])
    client.force_login(clerk)
    client.post(url, filled(client.get(url).content.decode()) | {"field": "planned_for"})
    visit.refresh_from_db()
    assert visit.planned_for == today()
