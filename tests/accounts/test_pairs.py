"""Rights that exclude each other: policy says so, the database has the last word, also between two at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts import migrations, policy
from accounts.models import ForbiddenPair, User
from accounts.pairs import carried_by_one_role, sides
from accounts.roles import ROLES
from accounts.services import users as services
from accounts.verbs import all_verbs
from kafkasder.core.days import today

from ..factories import make_user

pytestmark = pytest.mark.django_db

(_FIRST,) = Path(migrations.__file__).parent.glob("*_first_pairs.py")
SEEDS = import_module(f"{migrations.__name__}.{_FIRST.stem}").PAIRS


@pytest.fixture(autouse=True)
def pairs(db: None) -> None:
    """Only these, whatever the association begins with."""
    ForbiddenPair.objects.all().delete()
    ForbiddenPair.objects.create(first="accounting", second="board", reason="Kaydeden onaylamaz.")
    ForbiddenPair.objects.create(first="auditor", second="beneficiaries.change_household", reason="Yazmaz.")


def group(slug: str) -> Group:
    return Group.objects.get(name=slug)


def verb(codename: str) -> Permission:
    return Permission.objects.get(codename=codename)


def refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return "exclude each other" in str(error)
    return False


def test_what_the_association_begins_with_makes_sense():
    known = {role.slug for role in ROLES} | all_verbs().keys()
    for first, second, reason in SEEDS:
        assert {first, second} <= known
        assert first < second
        assert reason
        assert not carried_by_one_role(first, second)


def test_every_role_of_the_demo_may_stay_alone():
    for role in ROLES:
        held = sides([role.slug])
        assert not [pair for pair in SEEDS if {pair[0], pair[1]} <= held], role.slug


def test_a_pair_of_roles_is_not_given_together():
    administrator, user = make_user("admin"), make_user("accounting")
    decision = policy.can_set_roles(administrator, user, ["accounting", "board"])
    assert not decision
    assert "Kaydeden onaylamaz." in str(decision.reason)
    assert not policy.can_set_roles(administrator, None, ["accounting", "board"])
    assert policy.can_set_roles(administrator, user, ["board"])  # one in the other's place
    services.change_user(user=user, by=administrator, roles=["board"])
    assert [role.slug for role in User.objects.get(pk=user.pk).roles] == ["board"]
    with pytest.raises(PermissionDenied):
        services.change_user(user=user, by=administrator, roles=["accounting", "board"])


def test_a_verb_is_refused_whichever_way_it_comes():
    administrator, auditor = make_user("admin"), make_user("auditor")
    assert not policy.can_set_roles(administrator, auditor, ["auditor", "staff"])  # the role carries it
    assert not policy.can_set_extra_verbs(administrator, auditor, ["beneficiaries.change_household"])
    assert policy.can_set_extra_verbs(administrator, auditor, ["beneficiaries.view_sensitive"])
    clerk = make_user()
    services.set_extra_verbs(user=clerk, verbs=["beneficiaries.change_household"], by=administrator)
    assert not policy.can_set_roles(administrator, clerk, ["auditor"])


def test_the_administrators_role_counts_as_itself_alone():
    administrator, auditor = make_user("admin"), make_user("auditor")
    assert policy.can_set_roles(administrator, auditor, ["auditor", "admin"])
    auditor.groups.add(group("admin"))
    ForbiddenPair.objects.create(first="admin", second="auditor", reason="Denetler.")
    assert not policy.can_set_roles(administrator, make_user("auditor"), ["auditor", "admin"])


def test_who_held_both_before_keeps_them_and_may_be_changed_otherwise():
    administrator, user = make_user("admin"), make_user("staff")
    user.groups.add(group("volunteer"))
    ForbiddenPair.objects.create(first="staff", second="volunteer", reason="Yeni kural.")
    assert policy.can_set_roles(administrator, user, {"staff": today(), "volunteer": None})  # shortened
    services.change_user(user=user, by=administrator, roles={"staff": today() + timedelta(days=5), "volunteer": None})
    user = User.objects.get(pk=user.pk)
    longer = {"staff": None, "volunteer": None}
    assert not policy.can_set_roles(administrator, user, longer)
    assert refused(lambda: user.memberships.filter(group__name="staff").update(until=None))
    assert policy.can_set_roles(administrator, user, ["volunteer"])


def test_the_database_refuses_the_second_half():
    accountant, auditor = make_user("accounting"), make_user("auditor")
    assert refused(lambda: accountant.groups.add(group("board")))
    assert refused(lambda: auditor.groups.add(group("staff")))
    assert refused(lambda: auditor.user_permissions.add(verb("change_household")))
    assert refused(lambda: make_user("board").memberships.update(user=accountant))
    auditor.groups.add(group("admin"), group("volunteer"))
    auditor.user_permissions.add(verb("view_sensitive"))


def test_an_ended_half_is_none():
    user = make_user("accounting")
    user.memberships.update(until=today() - timedelta(days=2))
    user.groups.add(group("board"))
    assert refused(lambda: user.memberships.filter(group__name="accounting").update(until=None))


def test_a_pair_needs_two_sides_once():
    for first, second in (("board", "accounting"), ("staff", "staff"), ("accounting", "board")):
        with pytest.raises(DatabaseError), transaction.atomic():
            ForbiddenPair.objects.create(first=first, second=second, reason="x")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_service", [True, False], ids=["service", "database"])
def test_of_two_who_give_one_half_each_at_once_one_is_refused(by_service: bool):
    administrators, user = [make_user("admin"), make_user("admin")], make_user()
    halves = ["accounting", "board"]
    both_in, outcomes = threading.Barrier(2), []

    def give(half: str, by: User) -> None:
        try:
            both_in.wait(5)
            if by_service:
                held = list(User.objects.get(pk=user.pk).role_terms)
                services.change_user(user=user, by=by, roles=[*held, half])
            else:
                with transaction.atomic():
                    user.groups.add(group(half))
            outcomes.append("given")
        except (PermissionDenied, IntegrityError):
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=pair) for pair in zip(halves, administrators, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    held = {role.slug for role in User.objects.get(pk=user.pk).roles}
    assert len(held) == 1
    assert by_service or sorted(outcomes) == ["given", "refused"]
