"""What somebody may not see and could learn all the same: from histories, counts, orders, options and searches."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from beneficiaries.models import Beneficiary, Household, SensitiveRecord
from beneficiaries.services import open_sensitive

from .factories import make_household, make_person, make_user
from .privacy.rows import make_request

pytestmark = pytest.mark.django_db


def with_verbs(role: str, *codenames: str) -> User:
    """Make somebody with a role and single verbs beside it."""
    user = make_user(role)
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def home() -> Household:
    return make_household(head={"first_name": "Şükrü", "last_name": "Işık"})


# Histories


@pytest.mark.parametrize("role", ["volunteer", "accounting", "auditor", "staff", "board"])
def test_a_history_tells_of_health_only_who_may_read_of_it(client: Client, home: Household, role: str) -> None:
    viewer = make_user(role)
    home.assigned_to = viewer
    home.save(update_fields=["assigned_to"])
    record = SensitiveRecord.objects.create(person=home.head, disability_percent="45")
    record.notes = "Gizli"
    record.save()
    open_sensitive(person=home.head, reason="Diyalize götürülecek", by=make_user("staff"))
    for row in (home, home.head):
        told = page(client, viewer, row.get_absolute_url())
        for words in ("Hassas bilgiler girildi", "Hassas bilgiler değişti", "Diyalize götürülecek"):
            assert (words in told) == (role in ("staff", "board")), words


def test_a_household_names_its_members_only_to_who_may_see_people(client: Client, home: Household) -> None:
    viewer = with_verbs("", "view_household", "view_all_households")
    person = make_person(home, first_name="Saklı", last_name="Biri")
    person.occupation = "terzi"
    person.save()  # which the history tells
    for address in (home.get_absolute_url(), f"{home.get_absolute_url()}kart/"):
        assert "Saklı" not in page(client, viewer, address)
        assert "Saklı" in page(client, make_user("auditor"), address)


# Searches


@pytest.mark.parametrize("role", ["volunteer", "accounting", "auditor", "staff"])
def test_a_masked_phone_is_not_read_digit_by_digit(client: Client, home: Household, role: str) -> None:
    viewer = make_user(role)
    Household.objects.filter(pk=home.pk).update(assigned_to=viewer, phone="+905339876543")
    Beneficiary.objects.filter(pk=home.head_id).update(phone="+905339876543")
    client.force_login(viewer)
    own = home.get_absolute_url()
    for part, found in (
        ("0533", role == "staff"),
        ("0533 98", role == "staff"),
        ("65 43", role == "staff"),
        ("0533 987 65 43", True),
    ):
        for where, address in (("/haneler/", own), ("/kisiler/", home.head.get_absolute_url())):
            answer = client.post(where, {"q": part}, follow=True)
            assert (address in answer.content.decode()) == found, (where, part)
        palette = client.post("/ara/", {"q": part}).content.decode()
        assert (own in palette) == found, part
        choices = client.post("/haneler/bul/", {"search": part}).content.decode()
        assert (home.file_number in choices) == found, part


def test_a_colleagues_phone_is_not_read_from_their_request(client: Client) -> None:
    colleague = make_user("volunteer", full_name="Saklı Biri", phone="+905339876543")
    make_request(subject_kind="user", subject_pk=colleague.pk)
    client.force_login(make_user("staff"))
    for part, found in (("987", False), ("53398", False), ("Saklı", True)):
        assert ("Saklı Biri" in client.get("/kisisel-veriler/basvurular/", {"q": part}).content.decode()) == found


# Options


@pytest.mark.parametrize("role", ["volunteer", "accounting"])
def test_whoever_has_but_their_own_households_is_offered_no_colleagues(
    client: Client, home: Household, role: str
) -> None:
    colleague, viewer = make_user("staff", full_name="Saklı Biri"), make_user(role)
    client.force_login(viewer)
    for address in ("/haneler/", "/kisiler/"):
        for asked in ({"drawer": "1"}, {"assigned": str(colleague.pk)}, {"assigned": str(colleague.pk), "drawer": "1"}):
            html = client.get(address, asked).content.decode()
            assert ("Saklı Biri" in html) == (role == "accounting"), asked
