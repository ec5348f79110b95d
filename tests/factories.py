"""Rows for tests: plain functions that give the least a row needs, and whatever the test says besides."""

from itertools import count
from typing import Any

import pyotp
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import Authenticator, User
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


class Phone:
    """The app of somebody with a second factor: pyotp, which knows nothing of the panel."""

    def __init__(self, secret: str) -> None:
        self._codes = pyotp.TOTP(secret.replace(" ", ""))
        self._last = 0

    def code(self) -> str:
        """Return a code that was not shown before; of the next half minute, if that of this one was."""
        self._last = max(self.step(), self._last + 1)
        return self._codes.generate_otp(self._last)

    def code_at(self, steps: int) -> str:
        """Return the code that is shown so many half minutes from now."""
        return self._codes.generate_otp(self.step() + steps)

    @staticmethod
    def step() -> int:
        return int(timezone.now().timestamp()) // 30


def make_phone(user: User) -> Phone:
    """Give `user` a second factor that counts."""
    secret = pyotp.random_base32()
    Authenticator.objects.create(user=user, secret=secret, confirmed=True)
    user.factor_on_at = timezone.now()
    user.save(update_fields=["factor_on_at"])
    return Phone(secret)


def sign_in_with_code(client: Client, user: User) -> None:
    """Sign `user` in as somebody whose code was taken."""
    if not user.has_factor:
        make_phone(user)
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = Authenticator.objects.get(user=user).persistent_id
    session.save()


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
