"""Rows of this room for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from aid import services
from aid.choices import ListSource
from aid.models import Aid, AidApplication, AidPlan, AskedAid, AskedDocument, HomeVisit, PaymentList
from aid.services.applications import step
from aid.states import Stage
from beneficiaries.models import BankAccount, Household
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today

from ..factories import make_household, make_user
from ..finance.rows import general, make_account, make_record

IBANS = ("TR330006100519786457841326", "TR320010009999901234567890", "TR560006200119000006672315")


def month(day: date | None = None) -> date:
    return (day or today()).replace(day=1)


def home(**fields: Any) -> Household:
    """Make a household that may be helped, with a bank account."""
    account = fields.pop("account", True)
    household = make_household(**{"status": "active"} | fields)
    if account:
        give_account(household)
    return household


def give_account(household: Household, iban: str = IBANS[0]) -> BankAccount:
    account = BankAccount(
        household=household,
        holder_name="Ayşe Örnek",
        holder_relation="other",
        holder_reason="Hane reisinin hesabı yok",
        iban=iban,
        is_primary=True,
    )
    account.save()
    return account


def bank(amount: int = 1_000_000) -> MoneyAccount:
    """Make a bank account with money of the general fund."""
    account = make_account()
    fill(account, amount)
    return account


def fill(account: MoneyAccount, amount: int, fund: Fund | None = None) -> None:
    method = "cash" if account.kind == "cash" else "bank"
    rest = amount
    while rest > 0:
        part = min(rest, 7_000 if method == "cash" else 20_000)
        make_record("income", part, account=account, method=method, day=today(), fund=fund or general())
        rest -= part


def rich_bank(amount: int = 500_000, fund: Fund | None = None) -> MoneyAccount:
    """The same in one record that somebody else approved."""
    from finance import services as money

    account = make_account()
    record = make_record("income", amount, account=account, method="bank", day=today(), fund=fund or general())
    if record.state == "pending":
        money.decide(record=record, target="approved", by=make_user("board"))
    return account


def new_application(**fields: Any) -> AidApplication:
    if fields.get("applicant_type", "person") == "person":
        fields.setdefault("household", None)
        fields["household"] = fields["household"] or home()
    return AidApplication(**{"applied_on": today()} | fields)


def make_application(
    stage: str = Stage.DRAFT, by: User | None = None, asked: bool = True, **fields: Any
) -> AidApplication:
    """Make an application at a stage; it gets there without its way being asked."""
    by = by or make_user("staff")
    application = services.save_application(application=new_application(**fields), by=by)
    if asked:
        ask(application, by=by)
    if stage != Stage.DRAFT:
        if stage == Stage.REJECTED:
            application.reject_reason = "income_high"
        step(application, stage, by=by, reason="Deneme")
    return application


def ask(application: AidApplication, by: User | None = None, **fields: Any) -> AskedAid:
    asked = AskedAid(**{"kind": "cash", "amount": Decimal(3000)} | fields)
    return services.save_asked(asked=asked, application=application, by=by or make_user("staff"))


def ask_paper(application: AidApplication, kind: str = "residence") -> AskedDocument:
    paper = AskedDocument(kind=kind)
    return services.ask_paper(paper=paper, application=application, by=make_user("staff"))


def make_granted(**fields: Any) -> AidApplication:
    """Make an application that somebody else approved as a whole."""
    application = make_application(Stage.REVIEW, **fields)
    services.decide(application=application, kind="approved", reason="Uygun", by=make_user("board"))
    application.refresh_from_db()
    return application


def make_visit(household: Household | None = None, visitor: User | None = None, **fields: Any) -> HomeVisit:
    visitor = visitor or make_user("staff")
    visit = HomeVisit(household=household or home(), planned_for=today(), visitor=visitor, **fields)
    return services.plan_visit(visit=visit, by=make_user("staff"))


def make_written_visit(household: Household | None = None, visitor: User | None = None, **fields: Any) -> HomeVisit:
    visit = make_visit(household, visitor, **fields)
    found = {
        "findings": "İki oda, soba var.",
        "needs": "Odun",
        "advice": "help",
        "home_state": "poor",
        "people_seen": 4,
    }
    return services.write_visit(visit=visit, visited_on=today(), by=visit.visitor, **found)


def new_plan(household: Household | None = None, **fields: Any) -> AidPlan:
    given: dict[str, Any] = {
        "kind": "cash",
        "first_month": month(),
        "method": "bank",
        "amount": Decimal(2000),
        "fund": general(),
    }
    given |= fields
    if given["method"] != "in_kind" and "account" not in given:
        given["account"] = rich_bank()
    return AidPlan(household=household or home(), **given)


def make_plan(household: Household | None = None, by: User | None = None, **fields: Any) -> AidPlan:
    return services.save_plan(plan=new_plan(household, **fields), by=by or make_user("staff"))


def make_aid(household: Household | None = None, **fields: Any) -> Aid:
    """Make a payment that waits, of a plan of its own."""
    return make_plan(household, **fields).aids.get()


def new_list(account: MoneyAccount | None = None, **fields: Any) -> PaymentList:
    given: dict[str, Any] = {
        "title": "Kış yardımı",
        "source": ListSource.HOUSEHOLDS,
        "kind": "cash",
        "period": month(),
        "method": "bank",
        "fund": general(),
        "amount_rule": "per_household",
        "amount": Decimal(1500),
    }
    given |= fields
    if given["source"] != ListSource.HOUSEHOLDS:
        given |= {"amount": None, "amount_rule": ""}
    return PaymentList(account=account or rich_bank(), **given)


def make_list(
    households: list[Household] | None = None,
    by: User | None = None,
    account: MoneyAccount | None = None,
    **fields: Any,
) -> PaymentList:
    """Make a list with a payment for each of these households."""
    by = by or make_user("staff")
    payment_list = services.save_list(payment_list=new_list(account, **fields), by=by)
    keys = [household.pk for household in (households if households is not None else [home()])]
    services.fill_by_filter(payment_list=payment_list, households=Household.objects.filter(pk__in=keys), by=by)
    return payment_list


def make_plan_list(by: User | None = None) -> PaymentList:
    """Make a list of plans with the payment of one."""
    by = by or make_user("staff")
    plan = make_plan(by=by)
    payment_list = services.save_list(payment_list=new_list(plan.account, source="plans", kind=""), by=by)
    services.fill_by_plans(payment_list=payment_list, by=by)
    return payment_list


def make_locked(households: list[Household] | None = None, by: User | None = None, **fields: Any) -> PaymentList:
    by = by or make_user("staff")
    return services.lock_list(payment_list=make_list(households, by, **fields), by=by)


def make_released(households: list[Household] | None = None, **fields: Any) -> PaymentList:
    payment_list = make_locked(households, **fields)
    return services.release_list(payment_list=payment_list, day=today(), by=make_user("accounting"))
