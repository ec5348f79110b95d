"""What tests of the registry's pages share."""

from typing import Any

import pytest
from django.test import Client

from .. import pages


@pytest.fixture
def as_role(make_user: Any) -> Any:
    """Return a client signed in as a new user of a role; the user is its attribute."""

    def sign_in(role: str, **fields: Any) -> Client:
        client = Client()
        client.user = make_user(role, **fields)  # type: ignore[attr-defined]
        client.force_login(client.user)  # type: ignore[attr-defined]
        return client

    return sign_in


@pytest.fixture
def clerk(db: None, as_role: Any) -> Client:
    return as_role("staff")


@pytest.fixture
def filled() -> Any:
    """Return what a page's form would send untouched: the values of all its fields."""
    return pages.filled


@pytest.fixture
def staff(client: Client, make_user: Any) -> Any:
    """Sign the client in as somebody who may do everything with lists."""
    user = make_user("admin", full_name="Zehra Şahin")
    client.force_login(user)
    return user
