"""The records' pages are live: what a change sends is what a fresh page shows, and nothing more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beneficiaries.models import Household, SensitiveRecord

pytestmark = pytest.mark.django_db
ROLES = ("admin", "board", "staff", "accounting", "volunteer", "auditor")


@pytest.fixture
def record(make_household: Any, make_person: Any) -> Household:
    household = make_household(head={"identity_number": "10000000146", "phone": "+905339876543"}, neighbourhood="Hunat")
    SensitiveRecord.objects.create(person=make_person(household), notes="Gizli bir not", health_flags="chronic")
    return household


def parts(client: Client, url: str) -> Any:
    return client.get(reverse("live:fragments"), {"url": url})


@pytest.mark.parametrize("role", ROLES)
def test_what_is_sent_is_what_a_fresh_page_shows(as_role: Any, record: Household, role: str) -> None:
    client = as_role(role)
    Household.objects.filter(pk=record.pk).update(assigned_to=client.user)
    for url in (record.get_absolute_url(), record.head.get_absolute_url()):
        page = client.get(url).content.decode()
        sent = parts(client, url).json()
        assert len(sent) >= 4
        for name, part in sent.items():
            assert part["html"] in page, (role, url, name)
            for secret in ("10000000146", "9876543", "Gizli bir not", "Süreğen"):
                assert secret not in part["html"].replace(" ", "")


def test_who_may_not_see_a_record_is_sent_nothing(as_role: Any, record: Household) -> None:
    volunteer = as_role("volunteer")
    for url in (record.get_absolute_url(), record.head.get_absolute_url()):
        assert parts(volunteer, url).status_code == 404


@pytest.mark.parametrize("page", ["household_edit", "sensitive_detail", "person_reveal", "household_state"])
def test_pages_that_ask_or_reveal_are_not_live(clerk: Client, record: Household, page: str) -> None:
    arguments = {
        "household_edit": [record.pk],
        "sensitive_detail": [record.head_id],
        "person_reveal": [record.head_id, "phone"],
        "household_state": [record.pk, "suspended"],
    }[page]
    assert parts(clerk, reverse(f"beneficiaries:{page}", args=arguments)).status_code == 400


def test_a_change_by_another_shows(clerk: Client, as_role: Any, record: Household) -> None:
    url = record.get_absolute_url()
    before = parts(clerk, url).json()
    colleague = as_role("board")
    colleague.post(reverse("beneficiaries:household_state", args=[record.pk, "suspended"]), {"reason": "Adreste yok"})
    after = parts(clerk, url).json()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"summary", "history"}
    assert "Askıda" in after["summary"]["html"]
