"""Rows for tests: plain functions that give the least a row needs, and whatever the test says besides."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from beneficiaries.choices import NoIdentityReason
from beneficiaries.models import Beneficiary, Household
from beneficiaries.states import HouseholdStatus

PASSWORD = "Kavak-agaci-7"
_serial = count(1)


def make_user(role: str = "", **fields: Any) -> User:
    """Make a user who holds `role` (its slug), or none."""
    number = next(_serial)
    fields.setdefault("email", f"kisi{number}@example.org")
    fields.setdefault("full_name", f"Kişi {number}")
    user = User.objects.create_user(password=fields.pop("password", PASSWORD), **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_household(head: dict[str, Any] | None = None, **fields: Any) -> Household:
    """Make an active household; `head`, if given, describes its head."""
    fields.setdefault("file_number", f"T-{next(_serial):06d}")
    fields.setdefault("status", HouseholdStatus.ACTIVE)
    household = Household.objects.create(**fields)
    if head is not None:
        household.head = make_person(household=household, relation="self", **head)
        household.save(update_fields=["head"])
    return household


def make_head(**fields: Any) -> Beneficiary:
    """Make a person who heads a household of their own."""
    head = make_household(head=fields).head
    assert head is not None
    return head


def make_person(household: Household | None = None, **fields: Any) -> Beneficiary:
    """Make a person, in a household of their own unless one is given."""
    number = next(_serial)
    fields.setdefault("first_name", "Ayşe")
    fields.setdefault("last_name", f"Yılmaz{number}")
    if "identity_number" not in fields:
        fields.setdefault("no_identity_reason", NoIdentityReason.UNKNOWN)
    return Beneficiary.objects.create(household=household or make_household(), **fields)
