"""Accounts, funds and rules of the demo."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from kafkasder.core.synthetic import numbers

from ..choices import AID_TO_PEOPLE, AccountKind, Category, Currency, FundKind, RuleKey
from ..models import Fund, MoneyAccount, MoneyRule

_SERIAL = 6_200_000
BOX, GOLD, BANK, ALMS, EURO = "Merkez kasa", "Altın kasası", "Genel hesap", "Zekât hesabı", "Avro hesabı"
POS, ONLINE, SMS, GOODS = "POS alacağı", "Sanal POS alacağı", "SMS alacağı", "Ayni depo"

_ACCOUNTS: Final[tuple[dict[str, Any], ...]] = (
    {"name": BOX, "kind": AccountKind.CASH, "limit": Decimal(20_000), "limit_decision": "Örnek karar 2024/6"},
    {"name": GOLD, "kind": AccountKind.CASH, "currency": Currency.XAU},
    {"name": BANK, "kind": AccountKind.BANK, "bank_name": "Örnek Katılım Bankası"},
    {"name": ALMS, "kind": AccountKind.BANK, "bank_name": "Örnek Katılım Bankası"},
    {"name": EURO, "kind": AccountKind.BANK, "bank_name": "Örnek Bankası", "currency": Currency.EUR},
    {"name": POS, "kind": AccountKind.POS},
    {"name": ONLINE, "kind": AccountKind.ONLINE},
    {"name": SMS, "kind": AccountKind.SMS},
    {"name": GOODS, "kind": AccountKind.GOODS},
)
GENERAL = "genel"
_FUNDS: Final[tuple[dict[str, Any], ...]] = (
    {"code": GENERAL, "name": "Genel fon", "kind": FundKind.GENERAL},
    {"code": "zekat", "name": "Zekât", "kind": FundKind.RELIGIOUS, "spends_on": list(AID_TO_PEOPLE)},
    {"code": "fitre", "name": "Fitre, fidye, kefaret", "kind": FundKind.RELIGIOUS, "spends_on": list(AID_TO_PEOPLE)},
    {
        "code": "kurban",
        "name": "Kurban",
        "kind": FundKind.RELIGIOUS,
        "spends_on": [Category.OUT_AID_KIND, Category.OUT_ABROAD],
    },
    {"code": "yetim", "name": "Yetim sponsorluğu", "spends_on": list(AID_TO_PEOPLE)},
    {"code": "burs", "name": "Burs", "spends_on": [Category.OUT_SCHOLARSHIP]},
    {"code": "ramazan", "name": "Ramazan kolisi ve iftar", "spends_on": [Category.OUT_AID_KIND, Category.OUT_AID_CASH]},
    {"code": "su-kuyusu", "name": "Su kuyusu", "spends_on": [Category.OUT_ABROAD]},
    {"code": "canta", "name": "Bir çocuk bir çanta (izinli)", "kind": FundKind.PERMIT},
)
_RULES = (
    (RuleKey.BANK_REQUIRED_OVER, 7_000, "7262 sayılı kanun; örnek veri"),
    (RuleKey.FOUR_EYES_OVER, 10_000, "Örnek karar 2024/7"),
    (RuleKey.HANDOVER_DAYS, 30, "Dernekler Yönetmeliği; örnek veri"),
)


def make() -> None:
    """Make what is not there yet; a new panel brings some of the funds and rules itself."""
    known = {account.name: account for account in MoneyAccount.objects.all()}
    for serial, given in enumerate(_ACCOUNTS, 1):
        account = known.get(given["name"], MoneyAccount())
        for name, value in given.items():
            setattr(account, name, value)
        account.notes = "Örnek veri."
        if account.kind == AccountKind.BANK:
            account.iban = numbers.iban(_SERIAL + serial)
        account.save()
    there = {*Fund.objects.values_list("code", flat=True)}
    has_general = Fund.objects.filter(kind=FundKind.GENERAL).exists()
    for given in _FUNDS:
        if given["code"] not in there and not (has_general and given["code"] == GENERAL):
            Fund.objects.create(purpose="Örnek veri.", **given)
    for key, value, source in _RULES:
        if not MoneyRule.objects.filter(key=key).exists():
            MoneyRule.objects.create(key=key, valid_from=date(2020, 12, 31), value=value, source=source)


class Places:
    """The accounts by name and the funds by code."""

    def __init__(self) -> None:
        self.accounts = {account.name: account for account in MoneyAccount.objects.all()}
        self.funds = {fund.code: fund for fund in Fund.objects.all()}
        self.general = Fund.objects.get(kind=FundKind.GENERAL)

    def account(self, name: str) -> MoneyAccount:
        return self.accounts[name]

    def fund(self, code: str) -> Fund:
        return self.funds.get(code, self.general)
