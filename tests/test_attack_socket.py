"""What hostile tabs send over the line: it refuses, and goes on serving."""

from typing import Any

import pytest

from .factories import make_household, make_user
from .live.bench import in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("url", ["//[", "http://[", "/\ud800", "/haneler/?q=\ud800", "/haneler/?q=a\x00", "\\", ""])
async def test_no_address_breaks_the_line(url: str) -> None:
    client = await in_thread(lambda: signed_in(make_user("admin")))
    async with running_hub(), tab_of(client) as tab:
        assert (await tab.watch(url))["op"] == "gone"
        assert (await tab.watch("/haneler/", number=2))["op"] == "update"


@pytest.mark.parametrize("language", [[], {}, 7, None, "xx", [["tr"]]])
async def test_no_language_breaks_the_line(language: Any) -> None:
    client = await in_thread(lambda: signed_in(make_user("admin")))
    async with running_hub(), tab_of(client) as tab:
        await tab.send(op="watch", id=1, url="/haneler/", have={}, lang=language)
        assert (await tab.hear())["op"] == "update"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/haneler/{household}/", "missing"),
        ("/kisiler/{person}/", "missing"),
        ("/kullanicilar/", "denied"),
        ("/kullanicilar/{user}/", "denied"),
        ("/denetim-kayitlari/", "denied"),
        ("/haneler/{household}/duzenle/", "not-live"),
        ("/haneler/disa-aktar/", "not-live"),
        ("/kisiler/{person}/hassas/", "not-live"),
        ("/haneler/../kullanicilar/", "missing"),
        ("//evil.example/haneler/", "not-live"),
    ],
)
async def test_a_volunteer_watches_nothing_of_others(address: str, why: str) -> None:
    client = await in_thread(lambda: signed_in(make_user("volunteer")))
    household = await in_thread(lambda: make_household(head={}))
    url = address.format(household=household.pk, person=household.head_id, user=1)
    async with running_hub(), tab_of(client) as tab:
        assert await tab.watch(url) == {"op": "gone", "id": 1, "why": why}
    answer = await in_thread(lambda: client.get("/canli/parcalar/", {"url": url}))
    assert answer.json() == {"why": why}
