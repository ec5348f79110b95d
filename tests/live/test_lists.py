"""The panel's own lists: rows that enter, leave or move, and a total that never contradicts the rows beside it."""

import asyncio
import re
from collections.abc import Callable
from itertools import count
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from beneficiaries.models import Beneficiary, Household
from kafkasder.core.lists.paging import SIZES

from ..factories import make_household, make_user
from .bench import assert_live_equals_fresh, fragments_in, in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGES = 50
NAMES = ("Ayşe", "Mehmet", "Zeynep", "Işık")


@pytest.fixture
def admin(transactional_db: None) -> User:
    return make_user("admin", full_name="Yönetici")


def households(number: int) -> list[Household]:
    return [make_household(head={"first_name": NAMES[n % 4], "last_name": f"Kaya{n:02}"}) for n in range(number)]


def archive(household: Household) -> None:
    Household.objects.filter(pk=household.pk).update(status="archived")


def remove(household: Household) -> None:
    with transaction.atomic():
        Household.objects.filter(pk=household.pk).update(head=None)
        Beneficiary.objects.filter(household=household).delete()
        household.delete()


def rename(household: Household, name: str) -> None:
    assert household.head
    household.head.first_name = name
    household.head.save()


# One change


FULL = SIZES[0] + 5


@pytest.mark.parametrize(
    ("url", "change"),
    [
        pytest.param("/haneler/?q=Zeynep", lambda rows: rename(rows[0], "Zeynep"), id="enters a search"),
        pytest.param("/haneler/?q=Zeynep", lambda rows: rename(rows[2], "Fatma"), id="leaves a search"),
        pytest.param("/haneler/?q=Yok", lambda rows: rename(rows[2], "Yok"), id="enters an empty list"),
        pytest.param("/haneler/?status=archived", lambda rows: archive(rows[3]), id="enters a filter"),
        pytest.param("/haneler/", lambda rows: archive(rows[3]), id="leaves by the archive"),
        pytest.param("/haneler/?page=2", lambda rows: remove(rows[-1]), id="moves from page 2 to page 1"),
        pytest.param("/haneler/?page=2", lambda rows: make_household(), id="moves from page 1 to page 2"),
        pytest.param("/haneler/?page=2", lambda rows: [archive(row) for row in rows[:8]], id="page 2 is no more"),
        pytest.param("/haneler/?sort=head&page=2", lambda rows: rename(rows[0], "Zühal"), id="moves within an order"),
        pytest.param("/haneler/?size=50&sort=-file_number", lambda rows: remove(rows[4]), id="leaves a long page"),
        pytest.param("/kisiler/?sort=-created", lambda rows: rename(rows[1], "Ahmet"), id="people"),
        pytest.param("/kisiler/?page=2", lambda rows: rename(rows[0], "Zühal"), id="people, page 2"),
    ],
)
def test_live_equals_fresh(url: str, change: Callable[[list[Household]], Any], admin: User) -> None:
    rows = households(FULL if "page=2" in url else 6)
    assert_live_equals_fresh(admin, url, lambda: change(rows))


@pytest.mark.parametrize(
    ("url", "change"),
    [
        ("/kullanicilar/?role=volunteer", lambda user: user.groups.clear()),
        ("/kullanicilar/?state=closed", lambda user: User.objects.filter(pk=user.pk).update(is_active=False)),
        ("/kullanicilar/?q=Zeynep&sort=-email", lambda user: User.objects.filter(pk=user.pk).update(title="Zeynep")),
        ("/denetim-kayitlari/?table=accounts_user", lambda user: User.objects.filter(pk=user.pk).update(title="x")),
        ("/denetim-kayitlari/?table=accounts_user", lambda user: make_household()),
    ],
)
def test_staff_and_trail(url: str, change: Callable[[User], Any], admin: User) -> None:
    volunteer = make_user("volunteer")
    assert_live_equals_fresh(admin, url, lambda: change(volunteer))


def test_what_a_list_says_of_its_filters_follows_too(admin: User) -> None:
    """The person who was chosen gets another name."""
    other = make_user("staff", full_name="Deniz Eski")
    make_household(assigned_to=other)

    def marry() -> None:
        other.full_name = "Deniz Yeni"
        other.save()

    assert_live_equals_fresh(admin, f"/haneler/?assigned={other.pk}", marry)


# Many at once

WATCHED = (
    "/haneler/?page=2&sort=head",
    "/haneler/?q=Zeynep&sort=-file_number",
    "/haneler/?status=archived&size=50",
    "/kisiler/?page=2&sort=-created",
    "/kullanicilar/?q=Zeynep",
    "/denetim-kayitlari/?table=beneficiaries_household&page=2",
)


class Writers:
    """Each works in a thread of its own until it is told to stop."""

    def __init__(self, rows: list[Household]) -> None:
        self.rows = rows
        self.over = Event()

    def come_and_go(self) -> None:
        for number in self._turns():
            new = make_household(head={"first_name": NAMES[number % 4]})
            if number % 3:
                remove(new)

    def change_states(self) -> None:
        for number in self._turns():
            status = "archived" if number % 2 else "active"
            Household.objects.filter(pk__in=[row.pk for row in self.rows[number % 7 :: 7]]).update(status=status)

    def rename(self) -> None:
        for number in self._turns():
            rename(self.rows[number % len(self.rows)], NAMES[number % 3])
            User.objects.filter(email__startswith="kisi").update(title=NAMES[number % 4])

    def _turns(self) -> Any:
        for number in count():
            if self.over.wait(0.01):
                return
            yield number


_TOTAL = re.compile(r"([\d.]+)–([\d.]+) / ([\d.]+) kayıt")


def assert_total_agrees(url: str, html: str) -> None:
    """The pager's numbers are those of the rows that stand above it."""
    rows = html.count('<tr id="row-')
    if not rows:
        assert "kayıt yok" in html
        return
    found = _TOTAL.search(html)
    assert found, html
    first, last, total = (int(number.replace(".", "")) for number in found.groups())
    size = 50 if "size=50" in url else SIZES[0]
    assert rows == last - first + 1
    assert last == min(first + size - 1, total)
    assert first == (1 if "page=2" not in url or total <= size else size + 1)


async def test_the_total_agrees_with_the_rows_in_every_message(admin: User, settings: Any) -> None:
    settings.LIVE = {"gather": 0.01, "threads": 4}
    client = await in_thread(signed_in, admin)
    writers = Writers(await in_thread(households, FULL))
    async with running_hub() as hub, tab_of(client) as tab:
        for number, url in enumerate(WATCHED):
            await tab.watch(url, number)
        heard = dict.fromkeys(range(len(WATCHED)), 0)
        work = [
            asyncio.create_task(in_thread(each))
            for each in (writers.come_and_go, writers.change_states, writers.rename)
        ]
        try:
            async with asyncio.timeout(60):
                while sum(heard.values()) < MESSAGES or not all(heard.values()):
                    message = await tab.take()
                    assert message["op"] == "update"
                    assert_total_agrees(WATCHED[message["id"]], tab.shown[message["id"]]["list"])
                    heard[message["id"]] += 1
        finally:
            writers.over.set()
            await asyncio.gather(*work)
        await tab.settle(hub)
        for number, url in enumerate(WATCHED):
            fresh = (await in_thread(client.get, url)).content.decode()
            assert tab.shown[number] == fragments_in(fresh)
