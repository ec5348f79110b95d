"""What a stranger to the rules sends: the answer is a page that refuses, never an error and never somebody's data."""

from smtplib import SMTPServerDisconnected
from typing import Any
from urllib.parse import quote

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from beneficiaries import services
from beneficiaries.models import Beneficiary, StateChange

from .factories import make_head, make_household, make_person, make_user

pytestmark = pytest.mark.django_db

ENDLESS = "9" * 5000  # more digits than Python reads as a number
NUMBER = "10000000146"
REASON = {"reason": "Komisyon toplantısı için"}


@pytest.fixture
def admin(client: Client) -> User:
    user = make_user("admin")
    client.force_login(user)
    return user


@pytest.fixture
def person() -> Beneficiary:
    return make_head()


# Numbers that are none


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("number", [ENDLESS, "9" * 30, "٣", "-1", "\x00", "[", "1.5"])
def test_no_number_is_an_error(client: Client, person: Beneficiary, number: str) -> None:
    household = person.household
    sent: list[Any] = [
        client.get(person.get_absolute_url(), {"son": number}),
        client.get(household.get_absolute_url(), {"son": number}),
        client.get("/ilceler/", {"province": number}),
        client.post("/kisiler/yeni/", {"household": number}),
        client.post("/kisiler/benzerler/", {"household": number}),
        client.post("/kisiler/benzerler/", {"person": number}),
        client.post("/haneler/yeni/", {"province": number, "incomes-TOTAL_FORMS": number}),
        client.post(f"/haneler/{household.pk}/reis/", {"person": number}),
        client.post(f"/kisiler/{person.pk}/tasi/", {"household": number, "moved_on": number}),
        client.get("/denetim-kayitlari/kayit/accounts_user/1/", {"alan": number, "son": number}),
        client.get(f"/denetim-kayitlari/kayit/accounts_user/{quote(number)}/"),
        client.get(f"/kisisel-veriler/ihlaller/kisiler/ekle/{quote(number)}-user/"),
        client.get("/haneler/", {"province": number, "page": number, "found": number, "after": number}),
    ]
    assert {answer.status_code for answer in sent} <= {200, 404, 422}


# Addresses that lead elsewhere


@pytest.mark.parametrize("address", ["//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)"])
def test_no_next_page_is_elsewhere(client: Client, admin: User, address: str) -> None:
    assert client.post("/tercihler/", {"theme": "dark", "next": address})["Location"] == "/"
    client.logout()
    answer = client.post("/giris/", {"login": admin.email, "password": "Kavak-agaci-7", "next": address})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("address", ["128", "beneficiaries:household_list", "["])
def test_a_next_page_is_an_address_and_not_the_name_of_a_view(client: Client, address: str) -> None:
    assert client.post("/tercihler/", {"theme": "dark", "next": address}).status_code == 302


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("address", ["//[", "http://[", "//evil.example/haneler/", "/haneler/../", "/yonetim/", "\\"])
def test_the_fallback_of_live_pages_gives_nothing_but_live_pages(client: Client, address: str) -> None:
    assert client.get("/canli/parcalar/", {"url": address}).status_code in (400, 404)


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("name", ["..", ".", "a%00b", "%2e%2e%2fsettings.py", "a" * 300])
def test_a_picture_is_a_file_of_its_folder(client: Client, name: str) -> None:
    assert client.get(f"/media/avatars/{name}").status_code == 404


def test_a_mail_server_that_fails_tells_nothing_of_accounts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user(email="var@example.org")

    def fail(*_args: Any, **_options: Any) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", fail)
    answers = [client.post("/parola/unuttum/", {"email": f"{name}@example.org"}) for name in ("var", "yok")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/parola/unuttum/gonderildi/")}


# Fields that a form does not have


def test_nothing_but_the_fields_of_a_form_is_saved(client: Client, admin: User, person: Beneficiary) -> None:
    foreign = make_household()
    sent = {"first_name": "Ali", "last_name": "Veli", "no_identity_reason": "unknown", "nationality": "TR"}
    sent |= {"household": str(foreign.pk), "status": "archived", "identity_index": "x", "pk": "1", "is_head": "on"}
    sent["stamp"] = client.get(f"/kisiler/{person.pk}/duzenle/").context["form"].initial["stamp"]
    assert client.post(f"/kisiler/{person.pk}/duzenle/", sent).status_code == 302
    person.refresh_from_db()
    assert (person.first_name, person.status, person.household_id != foreign.pk) == ("Ali", "active", True)


def test_nobody_gives_themself_rights_by_the_profile(client: Client) -> None:
    user = make_user("volunteer")
    client.force_login(user)
    sent = {"full_name": "Ad Soyad", "roles": "admin", "groups": "1", "is_superuser": "on", "email": "x@example.org"}
    assert client.post("/hesap/", sent | {"is_staff": "on", "user_permissions": "1"}).status_code == 302
    user = User.objects.get(pk=user.pk)
    assert ([role.slug for role in user.roles], user.extra_verbs, user.is_staff) == (["volunteer"], set(), False)
    assert user.email != "x@example.org"


# What others changed meanwhile


@pytest.fixture
def taken(admin: User) -> Beneficiary:
    """An archived person whose identity number somebody else was registered with since."""
    archived = make_person(make_household(head={}), identity_number=NUMBER)
    services.change_person_state(person=archived, target="archived", by=admin, reason=REASON["reason"])
    make_person(identity_number=NUMBER)
    return archived


def test_who_comes_out_of_the_archive_may_find_their_number_taken(client: Client, taken: Beneficiary) -> None:
    answer = client.post(f"/kisiler/{taken.pk}/durum/active/", REASON)
    assert (answer.status_code, NUMBER in answer.content.decode()) == (422, False)
    taken.refresh_from_db()
    assert taken.status == "archived"


def test_so_may_who_is_taken_out_of_it_by_undo(client: Client, taken: Beneficiary) -> None:
    change = StateChange.objects.get(person=taken)
    answer = client.post(f"/durum-degisiklikleri/{change.pk}/geri-al/", follow=True)
    assert answer.status_code == 200
    taken.refresh_from_db()
    assert taken.status == "archived"


def test_whoever_lost_a_right_cannot_use_it_by_undo(client: Client, person: Beneficiary) -> None:
    clerk = make_user("staff")
    change = services.change_household_state(household=person.household, target="suspended", by=clerk, **REASON)
    clerk.groups.clear()
    clerk.groups.add(*make_user("auditor").groups.all())
    client.force_login(clerk)
    assert client.post(f"/durum-degisiklikleri/{change.pk}/geri-al/").status_code == 403
    change.refresh_from_db()
    assert change.undone_at is None


def test_a_form_opened_for_a_head_outlives_a_new_head(client: Client, admin: User, person: Beneficiary) -> None:
    address = f"/kisiler/{person.pk}/duzenle/"
    stamp = client.get(address).context["form"].initial["stamp"]
    services.choose_head(household=person.household, person=make_person(person.household), by=admin)
    sent = {"first_name": "Ali", "last_name": "Veli", "no_identity_reason": "unknown", "nationality": "TR"}
    assert client.post(address, sent | {"relation": "other", "stamp": stamp}).status_code == 302
    assert client.post(address, sent | {"relation": "sibling", "stamp": stamp}).status_code in (302, 422)


@pytest.mark.parametrize("stamp", ["", "x", "a:b:c", "\x00"])
def test_a_forged_stamp_saves_nothing(client: Client, admin: User, person: Beneficiary, stamp: str) -> None:
    other = make_person()
    sent = {"first_name": "Ali", "last_name": "Veli", "no_identity_reason": "unknown", "nationality": "TR"}
    replayed = client.get(f"/kisiler/{other.pk}/duzenle/").context["form"].initial["stamp"]
    for forged in (stamp, replayed):
        answer = client.post(f"/kisiler/{person.pk}/duzenle/", sent | {"stamp": forged})
        assert answer.status_code == 422
    person.refresh_from_db()
    assert person.first_name != "Ali"
