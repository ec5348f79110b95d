"""What is open on the screen of somebody who loses a right goes, whoever or whatever takes it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.services import users as services

from ..factories import make_user
from ..live.bench import in_thread, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("what", ["role", "verb"])
async def test_whoever_is_demoted_is_told_by_the_socket_and_signs_in_anew(what: str) -> None:
    administrator, clerk = await in_thread(make_user, "admin"), await in_thread(make_user, "auditor")
    verbs = ["beneficiaries.view_sensitive"]
    await in_thread(lambda: services.set_extra_verbs(user=clerk, by=administrator, verbs=verbs))
    client = await in_thread(signed_in, clerk)
    async with running_hub(), tab_of(client) as tab:
        assert (await tab.watch("/denetim-kayitlari/"))["op"] == "update"
        if what == "role":
            await in_thread(lambda: services.change_user(user=clerk, by=administrator, roles=["volunteer"]))
        else:
            await in_thread(lambda: services.set_extra_verbs(user=clerk, by=administrator, verbs=[]))
        assert await tab.closed_with() == 4001
    assert (await in_thread(client.get, "/denetim-kayitlari/")).status_code == 302


async def test_a_page_goes_with_its_right_whatever_way_that_was_taken() -> None:
    clerk = await in_thread(make_user, "auditor")
    client = await in_thread(signed_in, clerk)
    async with running_hub(), tab_of(client) as tab:
        assert (await tab.watch("/denetim-kayitlari/"))["op"] == "update"
        await in_thread(clerk.groups.clear)
        assert await tab.take() == {"op": "gone", "id": 1, "why": "denied"}
    assert (await in_thread(client.get, "/denetim-kayitlari/")).status_code == 403


async def test_a_tab_that_is_open_over_midnight_loses_what_ended(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LIVE = {"quiet": 0.3}
    clerk = await in_thread(make_user, "auditor")
    await in_thread(lambda: clerk.memberships.update(until=date(2026, 12, 31)))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 31, 20, 59, 50, tzinfo=UTC))
    client = await in_thread(signed_in, clerk)
    async with running_hub(), tab_of(client) as tab:
        assert (await tab.watch("/denetim-kayitlari/"))["op"] == "update"
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 31, 21, 0, 10, tzinfo=UTC))  # in Istanbul 00:00
        assert await tab.take() == {"op": "gone", "id": 1, "why": "denied"}
        assert (await in_thread(client.get, "/denetim-kayitlari/")).status_code == 403
