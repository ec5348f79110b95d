"""The pages of accounts keep themselves up to date, for each role that may open them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import SignInCount, User
from accounts.services import lockout
from accounts.services import users as services

from ..factories import make_household, make_user
from ..live.bench import assert_live_equals_fresh

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_of_users():
    administrator = make_user("admin")

    def change() -> None:
        make_user("staff", full_name="Işıl Çetin")
        services.deactivate_user(user=make_user("staff"), by=administrator)

    assert_live_equals_fresh(administrator, "/kullanicilar/", change)


def test_the_page_of_a_user_who_changes():
    administrator, user = make_user("admin"), make_user("staff")
    services_called = {"user": user, "by": administrator}

    def change() -> None:
        services.change_user(**services_called, roles=["board"], title="Başkan")
        services.set_extra_verbs(**services_called, verbs=["accounts.view_health"])

    assert_live_equals_fresh(administrator, user.get_absolute_url(), change)


def test_the_page_of_a_user_who_is_deactivated():
    administrator, user = make_user("admin"), make_user("staff")
    address = user.get_absolute_url()
    assert_live_equals_fresh(administrator, address, lambda: services.deactivate_user(user=user, by=administrator))


def test_the_page_of_a_user_whose_account_is_locked_and_unlocked():
    administrator, user = make_user("admin"), make_user("staff")
    address = user.get_absolute_url()

    def lock() -> None:
        key, until = lockout.account_key(user.email), timezone.now() + timedelta(minutes=30)
        SignInCount.objects.create(key=key, account=key, locked_until=until)

    assert_live_equals_fresh(administrator, address, lock)
    assert lockout.locked_until(user)
    assert_live_equals_fresh(administrator, address, lambda: lockout.unlock_user(user=user, by=administrator))


@pytest.mark.parametrize("role", ["admin", "board", "auditor"])
def test_the_audit_trail(role):
    def change() -> None:
        make_household()
        User.objects.update(title="Hepsi")

    assert_live_equals_fresh(make_user(role), "/denetim-kayitlari/", change)
