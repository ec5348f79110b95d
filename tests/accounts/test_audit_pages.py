"""The trail as people read it."""

import pytest
from django.contrib.auth.models import Group

from accounts import audit
from accounts.audit import words
from accounts.models import AuditEntry, User
from beneficiaries.models import Household

from ..factories import make_household, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client):
    user = make_user("auditor", full_name="Ömer Güneş")
    client.force_login(user)
    return user


def newest(row) -> words.Entry:
    return words.timeline(audit.history(row)[:1])[0]


def changes(entry: words.Entry) -> dict[str, tuple[str, str]]:
    return {str(change.label): (change.before, change.after) for change in entry.changes}


def test_changes_are_told_in_the_words_of_the_forms():
    staff = make_user("staff", full_name="Zeynep Kaya")
    household = make_household(status="draft")
    household.status, household.is_emergency, household.assigned_to = "active", True, staff
    with audit.acting(user=staff, reason="Ziyaret edildi"):
        household.save(update_fields=["status", "is_emergency", "assigned_to"])
    entry = newest(household)
    assert (entry.title, entry.actor, entry.text) == ("Hane: Değiştirme", "Zeynep Kaya", "Ziyaret edildi")
    told = changes(entry)
    assert told["durum"] == ("Taslak", "Aktif")
    assert told["acil durum"] == ("Hayır", "Evet")
    assert told["sorumlu"] == ("", "Zeynep Kaya")


def test_roles_are_told_by_name():
    user = make_user()
    user.groups.add(Group.objects.get(name="board"))
    assert "Başkan / Yönetim" in str(newest(user).changes)


def test_a_reading_names_the_fields_and_the_reason():
    user, person = make_user("staff"), make_person(identity_number="10000000146")
    audit.record_read(person, fields=["identity_number"], reason="Nüfus kaydı", by=user)
    entry = newest(person)
    assert entry.title == "Kişi: açıkça görüldü (kimlik no)"
    assert (entry.text, entry.changes) == ("Nüfus kaydı", [])


def test_related_names_take_one_query_for_each_model(django_assert_num_queries):
    staff, board = make_user("staff"), make_user("board")
    household = make_household()
    for person in (staff, board, staff):
        Household.objects.filter(pk=household.pk).update(assigned_to=person)
    entries = list(audit.history(household))
    with django_assert_num_queries(1):
        words.timeline(entries)


def test_the_list_is_filtered_by_who_what_and_how(client, auditor):
    staff, household = make_user("staff", full_name="Zeynep Kaya"), make_household()
    with audit.acting(user=staff, source="import"):
        Household.objects.filter(pk=household.pk).update(notes="Bir not")
    for query in (
        {"actor": staff.pk},
        {"table": "beneficiaries_household", "action": "update"},
        {"source": "import"},
        {"q": str(household.pk), "table": "beneficiaries_household"},
    ):
        page = client.get("/denetim-kayitlari/", query).content.decode()
        assert "notlar" in page, query
    for query in ({"actor": auditor.pk}, {"action": "delete"}, {"at_to": "01.01.2020"}):
        assert "notlar" not in client.get("/denetim-kayitlari/", query).content.decode(), query


def test_an_entry_opens_with_before_and_after(client, auditor):
    household = make_household()
    with audit.acting(user=auditor, ip="10.0.0.7", request_id="7KQ2M-9XDPA"):
        Household.objects.filter(pk=household.pk).update(neighbourhood="Yeşiltepe")
    entry = AuditEntry.objects.latest("pk")
    page = client.get(f"/denetim-kayitlari/{entry.pk}/").content.decode()
    for words_on_page in ("mahalle", "Yeşiltepe", "10.0.0.7", "7KQ2M-9XDPA", household.get_absolute_url()):
        assert words_on_page in page


def test_every_kind_of_entry_can_be_read(client, auditor):
    """Whatever an import or a room's model brings, its entries have words."""
    make_person()
    user = make_user("staff")
    User.objects.filter(pk=user.pk).update(labels=["bir", "iki"], preferences={"lists": {"users": 1}}, avatar="a.webp")
    audit.record_export(Household, rows=3, fields=["notes"], address="/haneler/?q=a", reason="Rapor", by=user)
    entries = list(AuditEntry.objects.all())
    assert words.timeline(entries)
    for table in {entry.table_name for entry in entries}:
        entry = next(entry for entry in entries if entry.table_name == table)
        assert client.get(f"/denetim-kayitlari/{entry.pk}/").status_code == 200
    assert client.get("/denetim-kayitlari/").status_code == 200
