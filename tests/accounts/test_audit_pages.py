"""The trail as people read it."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.audit import keeper, words
from accounts.audit.checks import check
from accounts.audit.filters import ChangedField
from accounts.models import AuditEntry, User
from accounts.services.disclosures import record_export, record_read
from beneficiaries.models import Beneficiary, Household

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
    record_read(person, fields=["identity_number"], reason="Nüfus kaydı", by=user)
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
    record_export(Household, rows=3, fields=["notes"], address="/haneler/?q=a", reason="Rapor", by=user)
    entries = list(AuditEntry.objects.all())
    assert words.timeline(entries)
    for table in {entry.table_name for entry in entries}:
        entry = next(entry for entry in entries if entry.table_name == table)
        assert client.get(f"/denetim-kayitlari/{entry.pk}/").status_code == 200
    assert client.get("/denetim-kayitlari/").status_code == 200


def ids_of(client, **query) -> list[int]:
    listing = client.get("/denetim-kayitlari/", query).context["listing"]
    assert not listing.state.hints, listing.state.hints
    return [entry.pk for entry in listing.objects]


@pytest.fixture
def story(auditor) -> dict[str, AuditEntry]:
    """One entry of each kind, by what it is about."""
    with audit.acting(user=auditor, source="import", request_id="7KQ2M-9XDPA"):
        person = make_person(first_name="Şükrü", last_name="Ilgaz", phone="+905321112233")
        Beneficiary.objects.filter(pk=person.pk).update(occupation="terzi")
    record_read(person, fields=["phone"], reason="Arama", by=auditor)
    record_export(Beneficiary, rows=1, fields=["phone"], address="/kisiler/", reason="Rapor", by=auditor)
    newest = list(AuditEntry.objects.order_by("-pk")[:4])
    return dict(zip(("export", "view", "update", "create"), newest, strict=True))


def test_the_list_is_searched_by_field_name_number_and_action(client, story):
    table, key = story["view"].table_name, story["view"].row_pk
    about = [story[action].pk for action in ("view", "update", "create")]
    assert ids_of(client, table=table, field=f"{table}.occupation") == [story["update"].pk]
    assert ids_of(client, table=table, field=f"{table}.phone") == [story["view"].pk]
    assert ids_of(client, q="sukru ılg") == about
    assert ids_of(client, q="ŞÜKRÜ") == about
    assert ids_of(client, q="7kq2m-9xdpa", action="update") == [story["update"].pk]
    assert ids_of(client, q=key, table=table) == about
    assert ids_of(client, action=["view", "export"]) == [story["export"].pk, story["view"].pk]
    assert ids_of(client, q="bilinmeyen") == []


def test_a_field_is_offered_once_its_kind_is_chosen(client, auditor):
    drawer = {"headers": {"List-Drawer": "1"}}
    assert "Önce tür seçin" in client.get("/denetim-kayitlari/", **drawer).content.decode()
    page = client.get("/denetim-kayitlari/", {"table": "beneficiaries_household"}, **drawer).content.decode()
    assert "Hane: notlar" in page


def test_every_search_has_its_index(story):
    """What the planner would do with a long trail: it may not read this short one from end to end."""
    table = story["view"].table_name
    rows = {
        "q": AuditEntry.objects.search("sukru"),
        "number": AuditEntry.objects.filter(row_pk="7"),
        "request": AuditEntry.objects.filter(~Q(request_id=""), request_id="7KQ2M-9XDPA"),
        "field": AuditEntry.objects.filter(ChangedField("field", "")._condition([f"{table}.phone"])),
        "action": AuditEntry.objects.filter(action__in=["view"]),
        "source": AuditEntry.objects.filter(source__in=["import"]),
        "actor": AuditEntry.objects.filter(actor=1),
        "time": AuditEntry.objects.filter(at__gte=timezone.now()),
        "kind": AuditEntry.objects.filter(table_name__in=[table]),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for name, found in rows.items():
        assert "Seq Scan" not in found.order_by().explain(), name


def test_the_trail_leaves_in_a_file_and_says_so(client, auditor, story):
    form = {"form": "csv", "everything": "on", "reason": "Kurul istedi"}
    table = story["update"].table_name
    file = client.post(f"/denetim-kayitlari/disa-aktar/?table={table}", form).getvalue().decode("utf-8-sig")
    assert "meslek: – → terzi" in file
    assert "•••" in file
    assert "5321112233" not in file
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.table_name, entry.reason) == ("export", "accounts_auditentry", "Kurul istedi")
    assert entry.changes["rows"] == [None, AuditEntry.objects.filter(table_name=table).count()]
    assert client.get(f"/denetim-kayitlari/{entry.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_for_one_row_as_for_three(client, auditor, rows, django_assert_max_num_queries):
    for _number in range(rows):
        make_person(occupation="terzi")
    client.get("/denetim-kayitlari/")
    with django_assert_max_num_queries(9):
        client.get("/denetim-kayitlari/", {"table": "beneficiaries_beneficiary"})


def test_the_page_of_integrity_tells_and_verifies_in_the_background(client, auditor):
    make_household()
    assert "Henüz doğrulanmadı" in client.get("/denetim-kayitlari/butunluk/").content.decode()
    client.post("/denetim-kayitlari/butunluk/dogrula/")
    assert "Doğrulanıyor" in client.get("/denetim-kayitlari/butunluk/").content.decode()
    keeper.keep_once()
    page = client.get("/denetim-kayitlari/butunluk/").content.decode()
    assert "Doğrulanıyor" not in page
    assert f"{AuditEntry.objects.count():,} kayıt doğrulandı".replace(",", ".") in page
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE accounts_auditentry SET reason = 'x' WHERE id = (SELECT max(id) FROM accounts_auditentry)"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    check()
    page = client.get("/denetim-kayitlari/butunluk/").content.decode()
    assert f"{AuditEntry.objects.latest('pk').pk} numaralı kayıt" in page
