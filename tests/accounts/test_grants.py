"""Roles and extra verbs that end by themselves: nobody has to do anything, and nothing remembers them too long."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from freezegun import freeze_time

from accounts import policy
from accounts.backends import RightsBackend
from accounts.models import AuditEntry, User
from accounts.services import users as services
from kafkasder.core.days import today
from kafkasder.live.readset import snapshot
from kafkasder.live.standing import load_standings, look_up_standings

from ..factories import make_user
from ..live.bench import session_key, signed_in

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 12, 31)
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = "2026-12-31 20:59:59", "2026-12-31 21:00:01"  # UTC; in Istanbul it is three hours on


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def make_temporary(until: date, *verbs: str, role: str = "staff") -> User:
    user = make_user(role)
    user.memberships.update(until=until)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=verbs), through_defaults={"until": until, "reason": "Vekâlet"}
    )
    return user


def test_a_right_ends_with_the_day_where_the_association_is():
    user = make_temporary(LAST_DAY, "view_audit")
    with freeze_time(BEFORE_MIDNIGHT):
        assert fresh(user).has_perms(["beneficiaries.add_household", "accounts.view_audit"])
        assert [role.slug for role in fresh(user).roles] == ["staff"]
    with freeze_time(AFTER_MIDNIGHT):
        assert fresh(user).get_all_permissions() == set()
        assert (fresh(user).roles, fresh(user).extra_verbs) == ([], set())
        assert policy.rights_on(fresh(user), today()) == set()
    assert user.memberships.count() == 1  # as a memory


@pytest.mark.parametrize("moment", [BEFORE_MIDNIGHT, AFTER_MIDNIGHT])
def test_a_session_brings_the_rights_that_a_user_has(moment: str, django_assert_num_queries):
    user = make_temporary(LAST_DAY, "view_audit")
    lasting = Permission.objects.filter(codename="view_finance")
    user.user_permissions.add(*lasting, through_defaults={"reason": "Kasa"})
    with freeze_time(moment):
        with django_assert_num_queries(1):
            of_session = RightsBackend().get_user(user.pk)
            verbs = of_session.get_all_permissions()
        assert verbs == fresh(user).get_all_permissions()
        assert "finance.view_finance" in verbs
        assert ("accounts.view_audit" in verbs) == (moment == BEFORE_MIDNIGHT)
        assert of_session.get_group_permissions() == fresh(user).get_group_permissions()


def test_a_closed_account_has_no_session():
    assert RightsBackend().get_user(make_user("staff", is_active=False).pk) is None
    assert RightsBackend().get_user(0) is None


def test_a_right_without_a_last_day_stays():
    user = make_user("staff")
    with freeze_time("2126-01-01"):
        assert fresh(user).has_perm("beneficiaries.add_household")


def test_whoever_looks_for_a_right_finds_no_ended_one():
    user = make_temporary(LAST_DAY, "view_audit")
    for moment, found in ((BEFORE_MIDNIGHT, True), (AFTER_MIDNIGHT, False)):
        with freeze_time(moment):
            assert (user in User.objects.with_role("staff")) == found
            assert (user in User.objects.with_verb("beneficiaries.add_household")) == found
            assert (user in User.objects.with_verb("accounts.view_audit")) == found


@pytest.mark.parametrize("load", [load_standings, look_up_standings])
def test_the_live_layer_sees_the_same_end(load):
    user = make_temporary(LAST_DAY, "view_audit")
    with freeze_time(BEFORE_MIDNIGHT):
        key = session_key(signed_in(user))
        before = load({key})
        assert load({key}) == before
        assert before[key].has_perm("accounts.view_audit")
        assert before[key].has_perm("beneficiaries.add_household")
    with freeze_time(AFTER_MIDNIGHT):
        assert load({key})[key].verbs == frozenset()


def test_an_end_costs_no_further_query(django_assert_num_queries):
    user, other = make_temporary(LAST_DAY, "view_audit"), make_user("staff")
    with django_assert_num_queries(2):
        User(pk=user.pk).has_perm("accounts.view_audit")
    keys = {session_key(signed_in(each)) for each in (user, other)}
    with freeze_time(BEFORE_MIDNIGHT):
        look_up_standings(keys)
        with django_assert_num_queries(1):
            look_up_standings(keys)


def test_an_administrator_gives_a_role_until_a_day():
    administrator, user = make_user("admin"), make_user("volunteer")
    until = today() + timedelta(days=30)
    services.change_user(user=user, by=administrator, roles={"volunteer": None, "staff": until})
    assert fresh(user).role_terms == {"staff": until, "volunteer": None}
    given = user.memberships.get(group__name="staff")
    assert (given.given_by, given.days_left) == (administrator, 30)
    assert given.given_at
    entry = AuditEntry.objects.filter(table_name="accounts_user_groups", row_pk=str(user.pk)).latest("pk")
    assert entry.changes["until"] == [None, until.isoformat()]


def test_changing_the_last_day_keeps_who_gave_the_right():
    one, other, user = make_user("admin"), make_user("admin"), make_user("volunteer")
    services.set_extra_verbs(user=user, verbs=["accounts.view_audit"], by=one, reason="Yıl sonu denetimi")
    services.set_extra_verbs(user=user, verbs={"accounts.view_audit": today()}, by=other)
    given = user.verb_grants.get()
    assert (given.given_by, given.reason, given.until) == (one, "Yıl sonu denetimi", today())


def test_what_had_ended_is_given_anew():
    administrator, user = make_user("admin"), make_temporary(today() - timedelta(days=1))
    assert user.role_terms == {}
    services.change_user(user=user, by=administrator, roles=["staff"])
    assert fresh(user).role_terms == {"staff": None}
    assert user.memberships.get().given_by == administrator


def test_saving_a_user_leaves_the_memory_of_what_ended():
    administrator, user = make_user("admin"), make_temporary(today() - timedelta(days=1))
    services.change_user(user=user, by=administrator, roles=["volunteer"])
    assert sorted(user.memberships.values_list("group__name", flat=True)) == ["staff", "volunteer"]
    services.change_user(user=user, by=administrator, roles=[])
    assert list(user.memberships.values_list("group__name", flat=True)) == ["staff"]


def test_no_last_day_lies_in_the_past():
    administrator, user = make_user("admin"), make_user("volunteer")
    past = today() - timedelta(days=1)
    assert not policy.can_set_roles(administrator, user, {"staff": past})
    assert not policy.can_set_extra_verbs(administrator, user, {"accounts.view_audit": past})
    assert policy.can_set_roles(administrator, user, {"staff": today()})


def test_nobody_gives_for_longer_than_they_have():
    """Else whoever stands in for a week could make an administrator for ever."""
    make_user("admin")
    stand_in, user = make_user("admin"), make_user("volunteer")
    week = today() + timedelta(days=7)
    stand_in.memberships.update(until=week)
    stand_in = fresh(stand_in)
    assert policy.can_set_roles(stand_in, user, {"admin": week})
    assert not policy.can_set_roles(stand_in, user, {"admin": week + timedelta(days=1)})
    assert not policy.can_set_roles(stand_in, user, ["volunteer", "staff"])
    assert policy.can_set_roles(stand_in, user, {"volunteer": None, "staff": week})  # the old one may stay as it is
    assert not policy.can_set_extra_verbs(stand_in, user, ["accounts.view_audit"])
    assert policy.can_set_extra_verbs(stand_in, user, {"accounts.view_audit": week})
    with pytest.raises(PermissionDenied):
        services.invite_user(email="b@example.org", full_name="B", roles=["admin"], by=stand_in, site="https://a/")


def test_the_last_administrator_for_good_does_not_become_a_temporary_one():
    last, stand_in = make_user("admin"), make_user("admin")
    stand_in.memberships.update(until=today() + timedelta(days=7))
    other = make_user("admin", is_active=False)
    User.objects.filter(pk=other.pk).update(is_active=True)
    other = fresh(other)
    assert policy.can_set_roles(other, last, {"admin": today()})
    User.objects.filter(pk=other.pk).update(is_active=False)
    assert not policy.can_set_roles(other, last, {"admin": today()})
    assert not policy.can_deactivate(other, last)
    assert policy.can_deactivate(last, fresh(stand_in))


def test_without_the_verb_nobody_is_invited():
    with pytest.raises(PermissionDenied):
        services.invite_user(email="b@example.org", full_name="B", roles=[], by=make_user("staff"), site="https://a/")


@pytest.mark.django_db(transaction=True)
def test_a_look_in_a_snapshot_notices_the_end_too():
    user = make_temporary(LAST_DAY, "view_audit")
    with freeze_time(BEFORE_MIDNIGHT):
        key = session_key(signed_in(user))
        with snapshot():
            assert look_up_standings({key})[key].has_perm("accounts.view_audit")
    with freeze_time(AFTER_MIDNIGHT), snapshot():
        assert not look_up_standings({key})[key].has_perm("accounts.view_audit")


def test_adding_to_a_group_is_giving_without_end():
    user = make_user()
    user.groups.add(Group.objects.get(name="staff"))
    assert user.role_terms == {"staff": None}
