"""The look of the panel: kept on the server, shown by every page, told to the person's other tabs."""

import pytest
from django.conf import settings

from accounts.models import AuditEntry
from accounts.services import preferences as services
from accounts.services.users import change_user

pytestmark = pytest.mark.django_db
ADDRESS = "/tercihler/"


@pytest.fixture
def told(monkeypatch):
    letters = []
    monkeypatch.setattr(services, "tell_user", lambda user_id, event: letters.append((user_id, event)))
    return letters


@pytest.fixture
def user(client, make_user):
    user = make_user("staff")
    client.force_login(user)
    return user


def test_a_choice_is_kept_and_told_to_the_other_tabs(client, user, told):
    answer = client.post(ADDRESS, {"theme": "dark", "next": "/haneler/"})
    assert (answer.status_code, answer.url) == (302, "/haneler/")
    user.refresh_from_db()
    assert (user.theme, user.density) == ("dark", "comfortable")
    assert told == [(user.pk, {"event": "preferences", "version": 1, "theme": "dark"})]
    assert 'data-theme="dark"' in client.get("/").content.decode()


def test_only_what_changed_is_saved_and_told(client, user, told):
    client.post(ADDRESS, {"theme": "dark", "density": "comfortable"})
    entries = AuditEntry.objects.count()
    client.post(ADDRESS, {"theme": "dark"})
    assert [event for _, event in told] == [{"event": "preferences", "version": 1, "theme": "dark"}]
    assert AuditEntry.objects.count() == entries
    assert AuditEntry.objects.latest("pk").changes == {"theme": ["system", "dark"]}


def test_a_tab_that_missed_something_asks_what_holds(client, user, told):
    client.post(ADDRESS, {"theme": "dark"})
    assert 'data-look-version="1"' in client.get("/").content.decode()
    answer = client.get(f"{ADDRESS}simdi/?version=0")
    look = {"theme": "dark", "density": "comfortable", "enter_key": "line", "language": "tr"}
    assert answer.json() == {"version": 1} | look
    assert client.get(f"{ADDRESS}simdi/?version=1").status_code == 204


def test_another_language_that_an_administrator_sets_is_told_too(user, told, make_user):
    change_user(user=user, by=make_user("admin"), roles=["staff"], language="en")
    assert [event for _, event in told] == [{"event": "preferences", "version": 1, "language": "en"}]
    user.refresh_from_db()
    assert user.language == "en"


def test_chosen_columns_are_told_once(client, make_user, told):
    admin = make_user("admin")
    client.force_login(admin)
    for _ in range(2):
        client.post("/kullanicilar/", {"choose-columns": "1", "column": ["name", "phone"]})
    assert told == [(admin.pk, {"event": "columns", "list": "users", "columns": "name.phone"})]


def test_a_script_gets_no_page_back(client, user, told):
    answer = client.post(ADDRESS, {"density": "compact"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    user.refresh_from_db()
    assert user.density == "compact"


def test_the_language_speaks_at_once_and_stays_for_the_sign_in_page(client, user, told):
    answer = client.post(ADDRESS, {"language": "en"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    client.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    assert '<html lang="en"' in client.get("/").content.decode()


def test_whoever_is_not_signed_in_chooses_a_language_only(client, told):
    answer = client.post(ADDRESS, {"language": "en"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert told == []


@pytest.mark.parametrize("choice", [{"theme": "pink"}, {"language": "xx"}, {"language": ""}])
def test_what_cannot_be_chosen_is_refused(client, user, told, choice):
    assert client.post(ADDRESS, choice).status_code == 400
    assert told == []


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_panel(client, user, told, elsewhere):
    assert client.post(ADDRESS, {"theme": "light", "next": elsewhere}).url == "/"


def test_reading_the_address_is_refused(client, user):
    assert client.get(ADDRESS).status_code == 405
