"""What changes the live pages of funds, accounts and records."""

from finance import services
from finance.models import FinanceRecord, Fund, MoneyAccount

from ..factories import make_user
from ..live.cases import OUTLINE, Case, World
from .rows import make_account, make_file, make_fund, make_record, make_waiting


def _a_fund(world: World) -> list[object]:
    fund = make_fund()
    make_record(fund=fund)
    return [fund.pk]


def _an_account(world: World) -> list[object]:
    account = make_account(kind="cash")
    make_record(account=account)
    return [account.pk]


def _a_record(world: World) -> list[object]:
    return [make_waiting().pk]


def _go_on(world: World) -> None:
    """Money comes into all funds and accounts, what waits is decided, and all change in what they show."""
    for record in FinanceRecord.objects.waiting().order_by("pk"):
        make_file(record)
        services.decide(record=record, target="approved", by=make_user("board"))
    for fund in Fund.objects.open().order_by("pk"):
        make_record(fund=fund, amount=200)
        Fund.objects.filter(pk=fund.pk).update(purpose="Başka bir amaç", name=f"{fund.name} yeni")
    for account in MoneyAccount.objects.open().order_by("pk"):
        make_record(account=account, amount=300, method="bank" if account.kind == "bank" else "cash")
        MoneyAccount.objects.filter(pk=account.pk).update(notes="Şube", name=f"{account.name} yeni")
    make_fund()
    make_account()


CASES = {
    "finance:fund_list": Case(_go_on),
    "finance:fund_detail": Case(_go_on, _a_fund),
    "finance:fund_news": Case(_go_on, lambda world: [*_a_fund(world), OUTLINE]),
    "finance:account_list": Case(_go_on),
    "finance:account_detail": Case(_go_on, _an_account),
    "finance:account_news": Case(_go_on, lambda world: [*_an_account(world), OUTLINE]),
    "finance:record_list": Case(_go_on),
    "finance:record_detail": Case(_go_on, _a_record),
    "finance:record_news": Case(_go_on, lambda world: [*_a_record(world), OUTLINE]),
}
