"""Open pages that read only kept totals follow the movements that the totals are of."""

import re

import pytest

from finance.choices import FundKind
from finance.models import Fund, MoneyAccount
from kafkasder.live import changes

from ..live.bench import in_thread, person, running_hub, tab_of
from .book_rows import booked

pytestmark = pytest.mark.django_db(transaction=True)


def test_totals_tell_which_fund_and_account_moved():
    of_balances = changes._echoes["finance_balance"]
    assert of_balances.rows("finance_posting", frozenset({"id=7", "fund_id=3", "account_id=5", "record_id=9"})) == {
        "fund_id=3",
        "account_id=5",
    }
    assert of_balances.rows("finance_posting", None) is None
    assert not of_balances.of("finance_fund")


async def test_an_open_list_of_accounts_follows_what_is_booked():
    box = await in_thread(lambda: MoneyAccount.objects.create(name="Kermes kasası", kind="cash"))
    await in_thread(lambda: Fund.objects.get_or_create(kind=FundKind.GENERAL, defaults={"name": "G", "code": "g-t"}))
    client = await in_thread(lambda: person("view_finance"))
    url = await in_thread(lambda: client.get("/para/hesaplar/", follow=True).request)
    address = url["PATH_INFO"] + (f"?{url['QUERY_STRING']}" if url["QUERY_STRING"] else "")
    async with running_hub(), tab_of(client) as tab:
        await tab.watch(address)
        (name,) = [name for name, part in tab.shown[1].items() if "Kermes kasası" in part]
        assert not re.search("1.234,56", tab.shown[1][name])
        await in_thread(lambda: booked("1234.56", box))
        await tab.take_until(name, "1.234,56")
