"""Roles and verbs: what code declares is what the database gives."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from accounts.roles import ROLES, VOLUNTEER, verbs_of
from accounts.services.roles import sync_roles
from accounts.verbs import all_verbs

pytestmark = pytest.mark.django_db


def test_every_role_names_only_verbs_that_exist():
    for role in ROLES:
        assert role.verbs - {"*"} <= all_verbs().keys(), role.slug


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.slug)
def test_a_user_has_exactly_the_verbs_of_the_role(role, make_user):
    user = make_user(role=role.slug)
    assert {verb for verb in all_verbs() if user.has_perm(verb)} == verbs_of([role.slug], all_verbs())


def test_a_deactivated_user_has_no_verbs(make_user):
    user = make_user(role="admin", is_active=False)
    assert not any(user.has_perm(verb) for verb in all_verbs())


def test_syncing_takes_away_what_left_the_code():
    group = Group.objects.get(name=VOLUNTEER.slug)
    left = Permission.objects.create(
        codename="fly", name="Fly", content_type=ContentType.objects.get_for_model(User, for_concrete_model=False)
    )
    foreign = Permission.objects.get(codename="manage_users")
    group.permissions.add(left, foreign)
    sync_roles()
    assert not Permission.objects.filter(codename="fly").exists()
    assert foreign not in group.permissions.all()


def test_syncing_again_changes_nothing(django_assert_max_num_queries):
    with django_assert_max_num_queries(5 + 3 * len(ROLES)) as captured:
        sync_roles()
    assert not [query["sql"] for query in captured.captured_queries if query["sql"].startswith(("INSERT", "DELETE"))]


def test_nobody_stands_above_the_roles():
    administrator = User.objects.create_superuser("kurucu@example.org", "Kavak-agaci-7", full_name="Kurucu")
    assert [role.slug for role in administrator.roles] == ["admin"]
    assert not administrator.has_perm("no.such_verb")
