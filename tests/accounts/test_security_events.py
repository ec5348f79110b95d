"""Security events: what is recorded where, that the log stays as it is, and the pages on which it is reviewed."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import audit
from accounts.models import AuditEntry, EventKind, SecurityEvent, User
from accounts.security import words
from accounts.services.reviews import review_events
from accounts.services.security_events import record_event
from beneficiaries.models import BankAccount
from kafkasder.settings.limits import LIMITS, Limit

from ..beneficiaries import case_rows
from ..factories import PASSWORD, make_head, make_household, make_person, make_user, sign_in_with_code

pytestmark = pytest.mark.django_db

NUMBER = "10000000146"
OTHER_NUMBER = "10000000078"


def events(kind: EventKind, **wanted: Any) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(kind=kind, **wanted).order_by("pk"))


def signed_in(role: str, **fields: Any) -> tuple[Client, User]:
    user, client = make_user(role, **fields), Client(headers={"user-agent": "Firefox/140"})
    client.force_login(user)
    return client, user


# A log


@pytest.fixture
def event() -> SecurityEvent:
    return record_event(EventKind.FAILURE, user=make_user("staff"))


@pytest.mark.parametrize("sql", ["UPDATE accounts_securityevent SET {}", "DELETE FROM accounts_securityevent"])
@pytest.mark.parametrize("change", ["severity = 'low'", "ip = null, details = '{}'", "user_id = null", "at = now()"])
def test_what_happened_is_neither_changed_nor_deleted(event: SecurityEvent, sql: str, change: str) -> None:
    from django.db import connection

    SecurityEvent.objects.filter(pk=event.pk).update(review_note="ilk")  # the review alone may be written
    with pytest.raises(DatabaseError, match="stay"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.replace("{}", change))
    assert SecurityEvent.objects.get(pk=event.pk).user_id == event.user_id


def test_a_review_is_in_the_trail_and_an_event_is_not(event: SecurityEvent) -> None:
    entries = AuditEntry.objects.filter(table_name="accounts_securityevent", row_pk=str(event.pk))
    assert not entries.exists()
    guard = make_user("admin")
    with audit.acting(user=guard):
        review_events(events=SecurityEvent.objects.filter(pk=event.pk), by=guard, note="Kişi aradı")
    (entry,) = entries
    assert (entry.action, entry.actor, entry.changes["review_note"]) == ("update", guard, ["", "Kişi aradı"])


# What is recorded


def test_a_refused_page_is_recorded_by_its_pattern(client: Client) -> None:
    client, user = signed_in("volunteer")
    assert client.get("/kullanicilar/4711/").status_code == 403
    (event,) = events(EventKind.DENIED)
    assert event.details == {"page": "/kullanicilar/<int:pk>/", "method": "GET"}
    assert (event.user, event.ip, event.user_agent) == (user, "127.0.0.1", "Firefox/140")
    assert event.request_id
    assert "4711" not in words.summary(event)


def test_nobody_floods_the_events_with_refused_pages(settings) -> None:
    settings.LIMITS = {**LIMITS, "refusal": Limit(3, 600)}
    client, _user = signed_in("volunteer")
    assert {client.get("/kullanicilar/").status_code for _ in range(6)} == {403}
    assert len(events(EventKind.DENIED)) == 3


def test_so_is_a_refused_page_of_the_django_admin() -> None:
    client, user = Client(), make_user("admin")
    sign_in_with_code(client, user)
    assert client.get("/yonetim/accounts/user/add/").status_code == 403
    assert [event.user for event in events(EventKind.DENIED)] == [user]


def test_a_stranger_is_refused_without_an_event(client: Client) -> None:
    assert client.get("/kullanicilar/").status_code == 302
    assert Client(enforce_csrf_checks=True).post("/giris/", {}).status_code == 403
    assert not SecurityEvent.objects.exclude(kind=EventKind.RIGHTS).exists()


def test_rows_that_are_not_there_are_no_refusal_until_many_are_asked_for() -> None:
    client, user = signed_in("staff")
    for number in range(9):
        assert client.get(f"/haneler/{900_000 + number}/").status_code == 404
        assert client.get("/yok/boyle/bir/adres/").status_code == 404
    assert not events(EventKind.DENIED)
    client.get("/haneler/999999/")
    (event,) = events(EventKind.DENIED)
    assert (event.user, event.details["missing"], event.details["page"]) == (user, 10, "/haneler/<int:pk>/")


def test_a_new_password_is_recorded_without_it() -> None:
    client, user = signed_in("staff")
    new = "Cinar-yapragi-9"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/hesap/parola/", sent).status_code == 302
    (event,) = events(EventKind.PASSWORD)
    assert (event.user, event.details) == (user, {"how": "changed"})


def test_roles_and_verbs_are_recorded_with_who_gave_them() -> None:
    client, admin = signed_in("admin")
    user = make_user("volunteer")
    sent = {"full_name": user.full_name, "email": user.email, "language": "tr", "roles": ["staff"]}
    sent["stamp"] = client.get(f"/kullanicilar/{user.pk}/duzenle/").context["form"].initial["stamp"]
    assert client.post(f"/kullanicilar/{user.pk}/duzenle/", sent).status_code == 302
    client.post(f"/kullanicilar/{user.pk}/yetkiler/", {"accounts": ["accounts.view_live"], "reason": "Nöbetçi"})
    told = [event.details for event in events(EventKind.RIGHTS, user=user, by=admin)]
    assert told == [
        {"of": "roles", "removed": ["volunteer"]},
        {"of": "roles", "added": ["staff"]},
        {"of": "verbs", "added": ["accounts.view_live"]},
    ]


def test_a_change_of_rights_is_told_in_words() -> None:
    told = {"of": "roles", "added": ["staff", "auditor"], "changed": ["volunteer"], "removed": ["board"]}
    event = SecurityEvent(kind=EventKind.RIGHTS, details=told)
    said = "Personel, Denetçi (verildi); Gönüllü (süresi değişti); Başkan / Yönetim (alındı)"
    assert words.summary(event) == f"Yetki değişikliği: {said}"


def test_rights_that_a_shell_gives_are_recorded_too() -> None:
    user = make_user()
    Group.objects.get(name="admin").user_set.add(user)
    user.groups.clear()
    user.groups.add(Group.objects.get(name="board"))
    Group.objects.get(name="board").user_set.clear()
    told = [event.details for event in events(EventKind.RIGHTS, user=user)]
    assert told == [
        {"of": "roles", done: [role], "source": "system"}
        for done, role in (("added", "admin"), ("removed", "admin"), ("added", "board"), ("removed", "board"))
    ]


def test_a_look_at_a_sensitive_value_is_recorded_without_it() -> None:
    client, user = signed_in("staff")
    person = make_head(identity_number=NUMBER)
    answer = client.post(f"/kisiler/{person.pk}/goster/identity_number/", {"reason": "Komisyon için"})
    assert NUMBER in answer.content.decode()
    (event,) = events(EventKind.DATA_ACCESS)
    assert event.details == {"table": "beneficiaries_beneficiary", "row": str(person.pk), "fields": ["identity_number"]}
    assert (event.user, event.severity) == (user, "low")
    assert words.summary(event) == "Hassas veriye bakış: Kişi (kimlik no)"


def test_a_file_that_is_taken_away_is_recorded() -> None:
    client, user = signed_in("board")
    make_household(head={})
    assert client.post("/haneler/disa-aktar/", {"form": "csv"}).getvalue()
    (event,) = events(EventKind.DATA_ACCESS)
    assert event.details == {"table": "beneficiaries_household", "rows": 1, "export": True}
    assert (event.user, event.severity) == (user, "medium")


def test_a_changed_sensitive_value_is_recorded_whatever_way_it_was_changed() -> None:
    user, person = make_user("staff"), make_person(identity_number=NUMBER)
    with audit.acting(user=user, source="web", ip="10.0.0.7"):
        person.first_name = "Zeynep"
        person.save(update_fields=["first_name"])
        assert not events(EventKind.DATA_CHANGE)
        person.identity_number = OTHER_NUMBER
        person.save(update_fields=["identity_number", "identity_index"])
        both = [case_rows.make_account(person).pk, case_rows.make_account().pk]
        BankAccount.objects.filter(pk__in=both).update(iban="TR320010009999901234567890", iban_end="7890")
    single, bulk = events(EventKind.DATA_CHANGE)
    table = {"table": "beneficiaries_beneficiary"}
    assert single.details == table | {"row": str(person.pk), "rows": 1, "fields": ["identity_number"]}
    assert bulk.details == {"table": "beneficiaries_bankaccount", "rows": 2, "fields": ["iban"]}
    assert (single.user, single.ip) == (user, "10.0.0.7")
    assert words.summary(single) == "Hassas veri değişikliği: Kişi (kimlik no)"


def test_a_change_of_the_panel_itself_is_nobodys() -> None:
    person = make_person(identity_number=NUMBER)
    person.save(update_fields=["identity_number"])
    assert not events(EventKind.DATA_CHANGE)


# The pages


def test_the_list_shows_what_waits_for_a_review() -> None:
    client, guard = signed_in("admin")
    make_user("staff", full_name="Zeynep Kaya")
    waiting = record_event(EventKind.LOCKED, user=User.objects.get(full_name="Zeynep Kaya"))
    record_event(EventKind.SIGN_OUT, user=guard)
    page = client.get("/guvenlik/olaylar/", {"kind": [EventKind.LOCKED, EventKind.SIGN_OUT]}).content.decode()
    assert "Hesap kilitlendi" in page
    assert page.count("Zeynep Kaya</span>") == 1
    found = {
        "kind=account_locked": True,
        "kind=logout": False,
        "kind=logout&severity=all": False,
        "kind=account_locked&severity=high": True,
        "kind=account_locked&severity=critical": False,
        f"kind=account_locked&user={waiting.user_id}": True,
        f"kind=account_locked&user={guard.pk}": False,
        "kind=account_locked&user=none": False,
        "kind=account_locked&ip=10.0.0.9": False,
        "kind=account_locked&at_to=01.01.2020": False,
        "kind=account_locked&review=done": False,
        "kind=account_locked&review=all": True,
    }
    for query, shown in found.items():
        assert ("Zeynep Kaya</span>" in client.get(f"/guvenlik/olaylar/?{query}").content.decode()) == shown, query


def test_the_list_is_filtered_by_address() -> None:
    client, _guard = signed_in("admin")
    with audit.acting(ip="2001:db8::7"):
        record_event(EventKind.LOCKED)
    for typed, shown in (("2001:DB8:0::7", True), ("2001:db8::8", False)):
        assert ("2001:db8::7</td>" in client.get("/guvenlik/olaylar/", {"ip": typed}).content.decode()) == shown
    assert "geçerli değil" in client.get("/guvenlik/olaylar/", {"ip": "10.0.0"}).content.decode()


def test_every_kind_of_event_can_be_read() -> None:
    client, guard = signed_in("admin")
    for kind in EventKind:
        event = record_event(kind, user=guard, by=guard, rule="none", table="no_table", strange=[1, "a"], yes=True)
        assert client.get(event.get_absolute_url()).status_code == 200
    assert client.get("/guvenlik/olaylar/?review=all&severity=all&columns=what.agent.note").status_code == 200


def test_a_review_with_a_note_and_its_undo() -> None:
    client, guard = signed_in("admin", full_name="Elif Demir")
    event = record_event(EventKind.LOCKED, user=make_user("staff"))
    page = client.post(f"{event.get_absolute_url()}incele/", {"note": "Kişi aradı"}, follow=True).content.decode()
    assert "Kişi aradı" in page
    assert f"{event.get_absolute_url()}yeniden-ac/" in page
    event.refresh_from_db()
    assert event.reviewed_by == guard
    client.post(f"{event.get_absolute_url()}incele/", {"note": "Üstüne"})
    event.refresh_from_db()
    assert event.review_note == "Kişi aradı"
    client.post(f"{event.get_absolute_url()}yeniden-ac/")
    event.refresh_from_db()
    assert (event.reviewed_at, event.reviewed_by, event.review_note) == (None, None, "")


def test_many_are_reviewed_at_once() -> None:
    client, _guard = signed_in("admin")
    made = [record_event(EventKind.LOCKED) for _ in range(3)]
    ticked = "&".join(f"row={event.pk}" for event in made[:2])
    address = f"/guvenlik/olaylar/toplu/incele/?{ticked}"
    assert "2 olay değişecek" in client.get(address).content.decode()
    assert client.post(address, {"note": "Deneme"}).status_code == 302
    assert SecurityEvent.objects.filter(review_note="Deneme").count() == 2
    client.post(f"/guvenlik/olaylar/toplu/geri-al/?{ticked}&review=done")
    assert not SecurityEvent.objects.filter(reviewed_at__isnull=False).exists()
    assert client.get("/guvenlik/olaylar/toplu/baska/").status_code == 404


def test_who_only_looks_reviews_nothing() -> None:
    client, _auditor = signed_in("auditor")
    event = record_event(EventKind.LOCKED)
    assert "incele/" not in client.get(event.get_absolute_url()).content.decode()
    assert client.post(f"{event.get_absolute_url()}incele/").status_code == 403
    assert client.post("/guvenlik/olaylar/toplu/incele/?all=1").status_code == 403
    event.refresh_from_db()
    assert event.reviewed_at is None


def test_the_list_is_taken_away_as_a_file_and_that_is_recorded() -> None:
    client, auditor = signed_in("auditor")
    record_event(EventKind.LOCKED)
    answer = client.post("/guvenlik/olaylar/disa-aktar/?kind=account_locked", {"form": "csv"})
    assert "Hesap kilitlendi" in answer.getvalue().decode()
    assert events(EventKind.DATA_ACCESS, user=auditor)[0].details["table"] == "accounts_securityevent"


def test_a_list_of_events_costs_the_same_for_one_and_for_three(django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, guard = signed_in("admin")
    counts = []
    for _ in range(2):
        record_event(EventKind.LOCKED, user=make_user(), by=guard)
        client.get("/guvenlik/olaylar/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/guvenlik/olaylar/?columns=at.what.user.by.reviewed")
        counts.append(len(queries))
        record_event(EventKind.LOCKED, user=make_user(), by=make_user())
    assert counts[0] == counts[1]


def test_the_bar_is_on_every_page_of_those_who_may_see_it() -> None:
    record_event(EventKind.SUSPICIOUS, user=make_user("staff"), rule="refusals", limit=10)
    for role, told in (("admin", True), ("auditor", True), ("staff", False)):
        client, _user = signed_in(role)
        for page in ("/", "/hesap/"):
            assert ("1 incelenmemiş şüpheli hareket" in client.get(page).content.decode()) == told
    SecurityEvent.objects.filter(kind="suspicious_activity").update(
        reviewed_at="2026-01-01T00:00Z", reviewed_by=make_user("admin")
    )
    assert "şüpheli hareket" not in signed_in("admin")[0].get("/hesap/").content.decode()


def test_a_try_at_a_locked_account_is_recorded_though_no_password_was_looked_at(client: Client) -> None:
    user = make_user("staff", email="ayse@example.org")
    for email in ("ayse@example.org", "yok@example.org"):
        for _number in range(3):  # from the second failure on there is a pause
            client.post("/giris/", {"login": email, "password": "Yanlis-parola-1"})
    assert [event.user for event in events(EventKind.ATTEMPT)] == [user, None]
    assert [event.user for event in events(EventKind.FAILURE)] == [user, user, None, None]
    assert "yok@example.org" not in str([event.details for event in SecurityEvent.objects.all()])


def test_the_dashboard_counts_what_its_list_shows() -> None:
    client, _guard = signed_in("admin")
    record_event(EventKind.LOCKED)
    record_event(EventKind.SIGN_OUT)
    shown = client.get("/guvenlik/olaylar/").context["listing"].total
    assert shown == SecurityEvent.objects.exclude(severity="low").count()
    page = client.get("/").content.decode()
    tile = page.partition('href="/guvenlik/olaylar/" data-live-row')[2].partition("</a>")[0]
    assert f'<span class="tile-value">{shown}</span>' in tile
    assert (
        "data-live-row" not in signed_in("auditor")[0].get("/").content.decode().partition("güvenlik olayı")[0][-200:]
    )
