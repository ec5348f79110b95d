"""As a clerk tries who changes an application while others decide about it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from aid import services
from aid.models import AidApplication
from aid.states import Stage

from ..factories import make_user
from . import rows

pytestmark = pytest.mark.django_db


def raised(application: AidApplication) -> str:
    """Ask for euros in the place of lira, and return what somebody had seen before."""
    application.refresh_from_db()
    seen = application.version
    asked = application.asked.get()
    asked.currency = "EUR"
    services.save_asked(asked=asked, application=application, by=make_user("staff"))
    return seen


def test_nobody_decides_about_what_was_changed_while_they_looked() -> None:
    application = rows.make_application(Stage.REVIEW)
    seen = raised(application)
    told: dict[str, Any] = {"application": application, "kind": "waiting", "reason": "Uygun", "by": make_user("board")}
    with pytest.raises(ValidationError, match="Siz bakarken başvuru değişti"):
        services.decide(seen=seen, **told)
    application.refresh_from_db()
    assert services.decide(seen=application.version, **told).pk


def test_nobody_votes_on_what_was_changed_while_they_looked() -> None:
    application = rows.make_application(Stage.COMMITTEE)
    clerk = make_user("staff")
    application.refresh_from_db()
    seen = application.version
    services.change_stage(application=application, target=Stage.REVIEW, by=clerk, reason="Eksik")
    asked = application.asked.get()
    asked.amount = Decimal(90_000)
    services.save_asked(asked=asked, application=application, by=clerk)
    services.change_stage(application=application, target=Stage.COMMITTEE, by=clerk)
    with pytest.raises(ValidationError, match="Siz bakarken başvuru değişti"):
        services.vote(application=application, vote="for", by=make_user("board"), seen=seen)


def test_the_pages_of_decision_and_vote_say_what_was_looked_at() -> None:
    application = rows.make_application(Stage.REVIEW)
    client = Client()
    client.force_login(make_user("board"))
    address = reverse("aid:application_stage", args=[application.pk, "rejected"])
    assert f'value="{application.version}"' in client.get(address).content.decode()
    seen = raised(application)
    data = {"reason": "Uygun", "reject_reason": "income_high", "seen": seen}
    assert client.post(address, data)["Location"] == application.get_absolute_url()
    application.refresh_from_db()
    assert application.stage == Stage.REVIEW
    services.change_stage(application=application, target=Stage.COMMITTEE, by=make_user("staff"))
    application.refresh_from_db()
    page = client.get(reverse("aid:application_vote", args=[application.pk])).content.decode()
    assert f'name="seen" value="{application.version}"' in page
