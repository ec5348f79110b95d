"""Wherever a change comes from, the page of a tab becomes what a fresh load shows, or nothing is sent."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from beneficiaries.models import Household

from ..factories import make_household, make_user, sign_in_with_code
from .bench import Tab, assert_live_equals_fresh, fragments_in, in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)

LIST, COUNT, TRAIL = "/people/", "/vanishing/", "/denetim-kayitlari/"


@pytest.fixture
def chief() -> User:
    return make_user("admin", full_name="Şef")


def rename(name: str) -> None:
    User.objects.update(full_name=name)


def outer_survives() -> None:
    """Both savepoints within are rolled back; what stands around them is not."""
    with transaction.atomic():
        User.objects.update(title="unseen")
        with suppress(ZeroDivisionError), transaction.atomic():
            make_user(full_name="Kayıp")
            with transaction.atomic():
                rename("Kayıp")
            1 / 0  # noqa: B018


def bulk_calls() -> None:
    new = User.objects.bulk_create([User(email=f"{n}@example.org", full_name=f"Toplu {n}") for n in range(3)])
    for user in new:
        user.full_name += "!"
    User.objects.bulk_update(new, ["full_name"])
    User.objects.filter(pk__in=[user.pk for user in new[1:]]).update(full_name="Toplu")


def by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET full_name = 'SQL ' || id")


def by_copy() -> None:
    with connection.cursor() as cursor, cursor.copy("COPY auth_group (name) FROM STDIN") as copy:
        copy.write_row(["kopya"])


@pytest.mark.parametrize(
    ("url", "change"),
    [
        pytest.param(LIST, outer_survives, id="savepoints"),
        pytest.param(LIST, bulk_calls, id="bulk calls"),
        pytest.param(LIST, by_hand, id="raw SQL through Django"),
        pytest.param(COUNT, by_copy, id="COPY"),
        pytest.param(TRAIL, lambda: make_household(), id="a table that a trigger writes"),
    ],
)
def test_live_equals_fresh(url: str, change: Callable[[], Any], chief: User) -> None:
    assert_live_equals_fresh(chief, url, change)


def test_many_to_many(chief: User) -> None:
    """A right through a group is another page for those who get it."""
    viewer, group = make_user(), Group.objects.create(name="a")
    group.permissions.set(Permission.objects.filter(codename="view_group"))
    assert_live_equals_fresh([viewer, make_user()], "/powers/", lambda: viewer.groups.add(group))
    assert_live_equals_fresh([viewer, make_user()], "/powers/", lambda: group.permissions.clear())
    assert_live_equals_fresh([viewer, chief], "/powers/", lambda: group.user_set.set([chief]))


def save_in_admin(client: Client, household: Household) -> None:
    lines = {"budget_lines-TOTAL_FORMS": 0, "budget_lines-INITIAL_FORMS": 0}
    address = reverse("admin:beneficiaries_household_change", args=[household.pk])
    answer = client.post(address, {"priority": "high", "neighbourhood": "Yenimahalle"} | lines)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.parametrize("url", ["/haneler/?columns=file_number.neighbourhood.priority", "/haneler/{}/", TRAIL])
def test_in_the_admin(url: str, chief: User) -> None:
    """Nothing else is saved there, nothing is deleted, and there are no actions on many rows."""
    household = make_household(head={})
    client = Client()
    sign_in_with_code(client, make_user("admin"))
    assert_live_equals_fresh(chief, url.format(household.pk), lambda: save_in_admin(client, household))
    household.refresh_from_db()
    assert household.neighbourhood == "Yenimahalle"


async def equals_fresh(tab: Tab, client: Client, url: str, hub: Any) -> None:
    await tab.settle(hub)
    assert tab.shown[1] == fragments_in((await in_thread(client.get, url)).content.decode())


@pytest.mark.parametrize("how", ["aborted", "rolled back by the database", "savepoint"])
async def test_what_is_undone_is_silent(how: str, chief: User) -> None:
    def change() -> None:
        match how:
            case "aborted":
                with suppress(ZeroDivisionError), transaction.atomic():
                    rename("Kayıp")
                    1 / 0  # noqa: B018
            case "savepoint":
                with transaction.atomic(), suppress(ZeroDivisionError), transaction.atomic():
                    with transaction.atomic():
                        rename("Kayıp")
                    1 / 0  # noqa: B018
            case _:
                with suppress(Exception), transaction.atomic():
                    rename("Kayıp")
                    Group.objects.create(name="bir")
                    Group.objects.create(name="bir")  # there can be one only

    client = await in_thread(signed_in, chief)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch(LIST)
        (page,) = hub.pages.values()
        renders, changes = page.tally.renders, hub.tally.changes
        await in_thread(change)
        assert await tab.is_silent()
        assert (page.tally.renders, hub.tally.changes) == (renders, changes)


async def test_sql_beside_django_is_healed_by_the_quiet_check(chief: User, settings: Any) -> None:
    """Somebody writes with psql: nothing tells of it."""
    settings.LIVE = {"quiet": 0.5}

    def beside() -> None:
        with psycopg.connect(_address()) as bare:
            bare.execute("UPDATE accounts_user SET full_name = 'psql'")

    client = await in_thread(signed_in, chief)
    async with running_hub() as hub, tab_of(client) as tab:
        await tab.watch(LIST)
        (page,) = hub.pages.values()
        changes = hub.tally.changes
        await in_thread(beside)
        await tab.take_until("rows", "psql")
        assert hub.tally.changes == changes
        assert page.tally.healed == 1
        await equals_fresh(tab, client, LIST, hub)


def _address() -> str:
    values = connection.settings_dict
    account = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
    port = f":{values['PORT']}" if values["PORT"] else ""
    return f"postgresql://{account}@{quote(str(values['HOST']), safe='')}{port}/{values['NAME']}"
