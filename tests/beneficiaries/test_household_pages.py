"""The household's pages."""

from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client: Any, make_user: Any) -> Any:
    user = make_user(role="staff")
    client.force_login(user)
    return user


def test_the_page_opens(clerk: Any, client: Any, make_household: Any) -> None:
    household = make_household(head={"phone": "+905321234567"})
    html = client.get(household.get_absolute_url()).content.decode()
    assert "0532 *** ** 67" in html
    assert client.get(reverse("beneficiaries:household_edit", args=[household.pk])).status_code == 200
    assert client.get(reverse("beneficiaries:household_create")).status_code == 200
    assert client.get(reverse("beneficiaries:household_card", args=[household.pk])).status_code == 200
    assert client.get(household.head.get_absolute_url()).status_code == 200
