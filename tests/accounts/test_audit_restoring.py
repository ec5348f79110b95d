"""Former values come back by the record's own form and rules, or not at all."""

from datetime import date

import pytest
from django.test import Client

from accounts import audit
from accounts.identity import PROVED_AT
from accounts.models import AuditEntry, User
from accounts.services.disclosures import record_read
from beneficiaries.models import Beneficiary, BudgetLine, District, Household, Province

from ..factories import PASSWORD, make_household, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client) -> User:
    user = make_user("staff", full_name="Zeynep Kaya")
    client.force_login(user)
    return user


def changed(row, **values) -> AuditEntry:
    """Change a row as somebody else does, and return the entry of it."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return AuditEntry.objects.filter(table_name=row._meta.db_table, row_pk=str(row.pk)).latest("pk")


def page_of(entry: AuditEntry) -> str:
    return f"/denetim-kayitlari/{entry.pk}/geri-getir/"


def bring_back(client, entry: AuditEntry, *fields: str):
    stamp = client.get(page_of(entry)).context["stamp"]
    return client.post(page_of(entry), {"field": fields, "stamp": stamp})


def test_a_value_comes_back_by_the_ordinary_way(client, clerk):
    home = make_household(notes="Eski not", neighbourhood="Çay", phone="+905321112233")
    BudgetLine.objects.create(household=home, kind="income", source="wage", amount="10.00")
    entry = changed(home, notes="Yeni not", neighbourhood="Bağ")
    page = client.get(page_of(entry)).content.decode()
    assert all(text in page for text in ("Eski not", "Yeni not", "Çay", "Bağ"))
    response = bring_back(client, entry, "notes")
    assert (response.status_code, response["Location"]) == (302, home.get_absolute_url())
    home.refresh_from_db()
    assert (home.notes, home.neighbourhood, home.phone) == ("Eski not", "Bağ", "+905321112233")
    assert home.budget_lines.count() == 1
    (newest, *_older) = audit.history(home)
    assert newest.changes == {"notes": ["Yeni not", "Eski not"]}
    assert (newest.actor, newest.reason) == (clerk, f"geri getirildi: {entry.pk}")


def test_a_whole_change_comes_back_keys_dates_and_lists_included(client, clerk):
    province = Province.objects.create(plate=97, name="Deneme")
    district = District.objects.create(province=province, name="Merkez")
    home = make_household(province=province, district=district, categories=["widow"], assigned_to=clerk)
    entry = changed(home, province=None, district=None, categories=[], assigned_to=None, is_emergency=True)
    response = bring_back(client, entry, "district", "categories", "assigned_to", "is_emergency")
    assert response.status_code == 302, response.context["reasons"]
    home.refresh_from_db()
    # The district brings its province: one rule binds them.
    assert (home.province, home.district, home.categories) == (province, district, ["widow"])
    assert (home.assigned_to, home.is_emergency) == (clerk, False)


def test_people_and_users_come_back_too(client, clerk):
    person = make_person(birth_date=date(1980, 5, 1), occupation="terzi")
    entry = changed(person, birth_date=date(1981, 5, 1), birth_year=1981, occupation="")
    assert bring_back(client, entry, "birth_date", "occupation").status_code == 302
    person.refresh_from_db()
    assert (person.birth_date, person.occupation) == (date(1980, 5, 1), "terzi")
    client.force_login(make_user("admin"))
    user = make_user("volunteer", title="Muhtar", labels=["bir", "iki"])
    entry = changed(user, title="Bekçi", labels=[])
    assert bring_back(client, entry, "title", "labels").status_code == 302
    user.refresh_from_db()
    assert (user.title, user.labels, [role.slug for role in user.roles]) == ("Muhtar", ["bir", "iki"], ["volunteer"])


def test_what_was_not_chosen_stays_as_it_is(client):
    """A role that ends on a day does not become one for ever because a word comes back."""
    client.force_login(make_user("admin"))
    user = make_user("staff", title="Muhtar", phone="+905321112233", language="en")
    user.memberships.update(until=date(2099, 12, 31))
    entry = changed(user, title="Bekçi")
    assert bring_back(client, entry, "title").status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.title, user.phone, user.language) == ("Muhtar", "+905321112233", "en")
    assert user.role_terms == {"staff": date(2099, 12, 31)}


def test_a_form_that_would_write_another_field_anew_does_not_do_so_by_the_way(client, clerk):
    """Old rows hold what forms of today clean: spaces, abbreviations, a name in small letters."""
    home = make_household(notes="Eski", address="  Çay sokak  ", neighbourhood="çay mah.", reference_name="ali can")
    entry = changed(home, notes="Yeni")
    assert bring_back(client, entry, "notes").status_code == 302
    home.refresh_from_db()
    assert (home.notes, home.address) == ("Eski", "  Çay sokak  ")
    assert (home.neighbourhood, home.reference_name) == ("çay mah.", "ali can")
    (newest, *_older) = audit.history(home)
    assert newest.changes.keys() == {"notes"}
    client.force_login(make_user("admin"))
    user = make_user("staff", title="Muhtar", full_name="Ali  Can")
    entry = changed(user, title="Bekçi")
    assert bring_back(client, entry, "title").status_code == 302
    user.refresh_from_db()
    assert (user.title, user.full_name) == ("Muhtar", "Ali  Can")


def test_a_former_email_asks_again_who_it_is(client):
    """It changes by which letterbox the account is reached; the form of the user asks, too."""
    client.force_login(make_user("admin"))
    user = make_user("staff", email="eski@example.org")
    entry = changed(user, email="yeni@example.org")
    session = client.session
    session[PROVED_AT] = 0
    session.save()
    asked = bring_back(client, entry, "email")
    assert "Siz olduğunuzu doğrulayın" in asked.content.decode()
    assert User.objects.get(pk=user.pk).email == "yeni@example.org"
    sent = dict(asked.context["posted"]) | {"proof-password": PASSWORD}
    assert client.post(page_of(entry), sent).status_code == 302
    assert User.objects.get(pk=user.pk).email == "eski@example.org"


def test_what_cannot_come_back_says_why(client, clerk):
    home = make_household(phone="+905321112233", status="draft", notes="Not")
    entry = changed(home, phone="+905321112244", status="active", notes="Not 2")
    Household.objects.filter(pk=home.pk).update(notes="Not")
    hindrances = {each.name: each.hindrance for each in client.get(page_of(entry)).context["formers"]}
    assert "gizli" in hindrances["phone"]
    assert "kendi işlemiyle" in hindrances["status"]
    assert "zaten bu" in hindrances["notes"]
    response = bring_back(client, entry, "phone", "status", "notes")
    assert response.status_code == 422
    home.refresh_from_db()
    assert (home.phone, home.status) == ("+905321112244", "active")


def test_the_rules_of_the_record_hold(client, clerk):
    person = make_person(first_name="Ayşe")
    entry = changed(person, first_name="Fatma")
    with_no_name = AuditEntry.objects.create(
        at=entry.at,
        source="web",
        action="update",
        table_name=entry.table_name,
        row_pk=entry.row_pk,
        changes={"first_name": ["", "Fatma"]},
    )
    response = bring_back(client, with_no_name, "first_name")
    assert (response.status_code, len(response.context["reasons"])) == (422, 1)
    Beneficiary.objects.filter(pk=person.pk).update(status="archived")
    assert client.get(page_of(entry)).status_code == 403
    assert client.post(page_of(entry), {"field": "first_name"}).status_code == 403
    person.refresh_from_db()
    assert person.first_name == "Fatma"


def test_a_change_in_between_is_noticed(client, clerk):
    home = make_household(notes="bir")
    entry = changed(home, notes="iki")
    stamp = client.get(page_of(entry)).context["stamp"]
    Household.objects.filter(pk=home.pk).update(notes="üç", is_emergency=True)
    response = client.post(page_of(entry), {"field": "notes", "stamp": stamp})
    assert (response.status_code, "başkası" in response.context["reasons"][0]) == (422, True)
    assert "üç" in response.content.decode()
    assert Household.objects.get(pk=home.pk).notes == "üç"
    again = client.post(page_of(entry), {"field": "notes", "stamp": response.context["stamp"]})
    assert again.status_code == 302
    home.refresh_from_db()
    assert (home.notes, home.is_emergency) == ("bir", True)
    for forged in ("", "x"):
        assert client.post(page_of(entry), {"field": "notes", "stamp": forged}).status_code in (302, 422)


def test_whoever_may_not_change_the_record_brings_nothing_back(client):
    home = make_household(notes="bir")
    entry = changed(home, notes="iki")
    for role, status in (("auditor", 403), ("volunteer", 403)):
        client.force_login(make_user(role))
        assert client.get(page_of(entry)).status_code == status, role
        assert client.post(page_of(entry), {"field": "notes"}).status_code == status, role
    assert Household.objects.get(pk=home.pk).notes == "iki"


def test_a_record_that_one_may_not_see_is_not_there(client):
    from django.contrib.auth.models import Permission

    volunteer = make_user("volunteer")
    volunteer.user_permissions.add(Permission.objects.get(codename="change_household"))
    client.force_login(volunteer)
    entry = changed(make_household(notes="bir"), notes="iki")
    assert client.get(page_of(entry)).status_code == 404
    assert client.post(page_of(entry), {"field": "notes"}).status_code == 404
    own = changed(make_household(notes="bir", assigned_to=volunteer), notes="iki")
    assert client.get(page_of(own)).status_code == 200


def test_entries_without_a_way_back_have_no_page(client, clerk):
    home = make_household(notes="bir")
    created = audit.history(home)[0]
    record_read(home, fields=["phone"], reason="Arama", by=clerk)
    for entry in (created, audit.history(home)[0], AuditEntry.objects.filter(table_name="auth_group")[0]):
        assert client.get(page_of(entry)).status_code == 404
    assert client.get("/denetim-kayitlari/999999999/geri-getir/").status_code == 404


def test_a_post_from_elsewhere_is_refused(clerk):
    entry = changed(make_household(notes="bir"), notes="iki")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(clerk)
    assert strict.post(page_of(entry), {"field": "notes"}).status_code == 403


def test_the_history_of_a_record_leads_back(client):
    board = make_user("board")
    client.force_login(board)
    home = make_household(notes="bir", neighbourhood="Çay")
    entry = changed(home, notes="iki")
    other = changed(home, neighbourhood="Bağ")
    address = f"/denetim-kayitlari/kayit/beneficiaries_household/{home.pk}/"
    page = client.get(address).content.decode()
    assert page_of(entry) in page
    assert page_of(other) in page
    page = client.get(address, {"alan": "notes"}).content.decode()
    assert page_of(entry) in page
    assert page_of(other) not in page
    assert page_of(entry) in client.get(home.get_absolute_url()).content.decode()
    client.force_login(make_user("auditor"))
    page = client.get(address).content.decode()
    assert "iki" in page
    assert page_of(entry) not in page
    assert client.get("/denetim-kayitlari/kayit/django_session/1/").status_code == 404
    assert client.get("/denetim-kayitlari/kayit/beneficiaries_household/999999/").status_code == 404


def test_what_was_destroyed_cannot_come_back(client, clerk):
    home = make_household(notes="Eski not")
    entry = changed(home, notes="Yeni not")
    audit.redact(home._meta.db_table, [home.pk], record="deneme 7")
    page = client.get(page_of(entry)).content.decode()
    assert "Değeri imha edildi." in page
    assert "Eski not" not in page
    assert bring_back(client, entry, "notes").status_code != 302
    home.refresh_from_db()
    assert home.notes == "Yeni not"
