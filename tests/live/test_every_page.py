"""Every live page, for every role: the page before and the updates applied equal the page after.

A live page without a case fails: walk through it, say what changes it, and add it to `tests/<room>/live_cases.py`.
"""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import EventKind
from accounts.roles import ROLES
from accounts.services.security_events import record_event
from beneficiaries.models import Household, IdentityDocument
from kafkasder.live.pages import live_pages

from ..factories import make_household, make_user
from .bench import assert_live_equals_fresh
from .cases import OUTLINE, World, all_cases

CASES = all_cases()


@pytest.fixture
def panel_itself(settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"


@pytest.fixture
def world(transactional_db: None) -> World:
    viewers = [make_user(role.slug) for role in ROLES] + [make_user()]
    volunteer = viewers[[role.slug for role in ROLES].index("volunteer")]
    household = make_household(head={"first_name": "Ayşe"}, assigned_to=volunteer)
    assert household.head
    document = IdentityDocument.objects.create(person=household.head, kind="passport", number="U1234567")
    event = record_event(EventKind.LOCKED, user=volunteer)
    return World(viewers, household.head, household, document, event)


@pytest.mark.usefixtures("panel_itself")
def test_every_live_page_has_a_case() -> None:
    assert {page.name for page in live_pages()} == CASES.keys()


@pytest.mark.usefixtures("panel_itself")
@pytest.mark.parametrize("name", CASES)
def test_live_equals_fresh(name: str, world: World) -> None:
    case = CASES[name]
    url = reverse(name, args=case.arguments(world)) + case.query
    assert_live_equals_fresh(world.viewers, url, lambda: case.change(world))


@pytest.mark.usefixtures("panel_itself")
def test_news_of_a_record_that_is_archived(world: World) -> None:
    url = reverse("beneficiaries:household_news", args=[world.household.pk, OUTLINE])
    rows = Household.objects.filter(pk=world.household.pk)
    assert_live_equals_fresh(world.viewers, url, lambda: rows.update(status="archived"))
