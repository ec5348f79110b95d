"""What the demo's association spends: its running costs, the aid that its funds pay for, and where it moves money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from ..choices import Category, Direction, DocumentType, PaymentMethod
from ..models import Fund, MoneyAccount, Transfer
from ..services import Entry
from ..states import RecordState
from .ledger import Ledger
from .places import ALMS, BANK, BOX, EURO, GENERAL, GOODS

C, D = Category, DocumentType


class Payer(Protocol):
    """Whoever pays the aid of the demo household by household, from its first day on."""

    first: date

    def pay(self, ledger: Ledger, day: date) -> None: ...


PAYERS: list[Payer] = []
"""Rooms above enter themselves for one demo; without any, aid is paid as a sum of unnamed households."""

_BY_HOUSEHOLD = ("zekat", GENERAL)
_LEAST = Decimal(100)
_CARRIED = ((GENERAL, BANK, 320_000), ("zekat", ALMS, 48_000), ("yetim", BANK, 21_000), (GENERAL, BOX, 4_000))


@dataclass(frozen=True)
class _Cost:
    """A running cost: on which day of each month, of which category, and about how much."""

    day: int
    category: Category
    least: int
    most: int
    document: DocumentType
    payee: str
    text: str
    account: str = BANK


_COSTS = (
    _Cost(2, C.OUT_RENT, 18_000, 18_000, D.BANK_SLIP, "Örnek Gayrimenkul", "Dernek merkezi kirası"),
    _Cost(5, C.OUT_STAFF, 42_000, 46_000, D.PAYROLL, "Personel", "Personel ücretleri"),
    _Cost(9, C.OUT_TAX, 12_000, 13_500, D.BANK_SLIP, "SGK ve vergi dairesi", "SGK primi ve muhtasar"),
    _Cost(13, C.OUT_UTILITIES, 1_900, 5_200, D.INVOICE, "Örnek Enerji", "Elektrik, su, doğalgaz"),
    _Cost(15, C.OUT_COMMS, 900, 1_400, D.INVOICE, "Örnek Telekom", "Telefon ve internet"),
    _Cost(17, C.OUT_OFFICE, 350, 1_700, D.TILL, "Örnek Kırtasiye", "Kırtasiye", BOX),
    _Cost(21, C.OUT_TRANSPORT, 1_200, 3_900, D.TILL, "Örnek Petrol", "Yakıt", BOX),
    _Cost(25, C.OUT_ACCOUNTING, 5_500, 5_500, D.FREELANCE, "Örnek Mali Müşavirlik", "Mali müşavirlik ücreti"),
    _Cost(27, C.OUT_BANK_FEE, 120, 380, D.BANK_SLIP, "Örnek Katılım Bankası", "Havale ve hesap ücreti"),
)


@dataclass(frozen=True)
class _Aid:
    """Aid out of a fund: on which days of which months, which share of what it holds, in how many payments."""

    fund: str
    account: str
    category: Category
    day: int
    share: float
    payments: int
    document: DocumentType
    text: str
    months: Sequence[int] = range(1, 13)
    method: PaymentMethod = PaymentMethod.BANK


_AIDS = (
    _Aid("zekat", ALMS, C.OUT_AID_CASH, 11, 0.75, 6, D.BANK_SLIP, "Hanelere nakdi yardım (zekât)"),
    _Aid("zekat", BANK, C.OUT_AID_CASH, 23, 0.60, 3, D.BANK_SLIP, "Hanelere nakdi yardım (zekât)"),
    _Aid("yetim", BANK, C.OUT_AID_CASH, 6, 0.65, 3, D.BANK_SLIP, "Yetimlere aylık destek"),
    _Aid("burs", BANK, C.OUT_SCHOLARSHIP, 7, 0.55, 2, D.BANK_SLIP, "Öğrenci bursları", (1, 2, 3, 4, 5, 6, 10, 11, 12)),
    _Aid("kurban", BANK, C.OUT_AID_KIND, 14, 0.6, 1, D.INVOICE, "Adak ve akika kesimi", (1, 2, 3, 8, 9, 10, 11, 12)),
    _Aid("ramazan", BANK, C.OUT_AID_KIND, 18, 0.75, 3, D.INVOICE, "Gıda kolisi alımı"),
    _Aid("su-kuyusu", BANK, C.OUT_ABROAD, 24, 0.90, 1, D.BANK_SLIP, "Su kuyusu açılması", (4, 10)),
    _Aid("canta", BANK, C.OUT_AID_KIND, 28, 0.70, 2, D.INVOICE, "Okul çantası ve kırtasiye", (8, 9)),
    _Aid(GENERAL, BANK, C.OUT_AID_CASH, 12, 0.12, 3, D.BANK_SLIP, "Hanelere nakdi yardım"),
    _Aid(GENERAL, BANK, C.OUT_AID_KIND, 26, 0.10, 2, D.INVOICE, "Yakacak ve gıda alımı"),
    _Aid(GENERAL, GOODS, C.OUT_AID_KIND, 20, 0.55, 3, D.KIND_OUT, "Ayni yardım teslimi", method=PaymentMethod.IN_KIND),
)
_BEFORE_FEAST = tuple(
    _Aid("fitre", account, C.OUT_AID_CASH, 0, 1, 4, D.BANK_SLIP, "Fitrelerin hanelere ulaştırılması")
    for account in (ALMS, BANK)
)
_ON_SACRIFICE = _Aid("kurban", BANK, C.OUT_AID_KIND, 0, 0.97, 5, D.INVOICE, "Kurban kesimi ve et dağıtımı")


def open_books(ledger: Ledger, day: date) -> None:
    """Bring in what former years left."""
    for code, account, amount in _CARRIED:
        ledger.book(
            Entry(
                direction=Direction.INCOME,
                category=C.IN_OTHER,
                amount=Decimal(amount),
                currency="TRY",
                fund=ledger.places.fund(code),
                account=ledger.places.account(account),
                day=day,
                method=PaymentMethod.CASH if account == BOX else PaymentMethod.BANK,
                document_type=D.MINUTES,
                description="Önceki yıldan devir (örnek veri)",
            )
        )


def spend(ledger: Ledger, day: date, *, feast: bool, sacrifice: bool) -> None:
    """Pay what falls on a day; on the eve of the feast of Ramadan (`feast`) and on that of sacrifice, what they ask."""
    for cost in _COSTS:
        if cost.day == day.day:
            _pay_cost(ledger, cost, day)
    named = [payer for payer in PAYERS if payer.first <= day]
    for payer in named:
        payer.pay(ledger, day)
    for aid in _AIDS:
        if aid.day == day.day and day.month in aid.months and not (named and _is_by_household(aid)):
            _pay_aid(ledger, aid, day)
    for aid in (*(_BEFORE_FEAST if feast else ()), *((_ON_SACRIFICE,) if sacrifice else ())):
        _pay_aid(ledger, aid, day)


def _is_by_household(aid: _Aid) -> bool:
    return aid.category == C.OUT_AID_CASH and aid.fund in _BY_HOUSEHOLD


def tidy(ledger: Ledger, day: date) -> None:
    """Bring to the bank what is too much for the box, and change euros into lira."""
    box, bank, euro = (ledger.places.account(name) for name in (BOX, BANK, EURO))
    if day.weekday() < 5 and (there := ledger.held_by(box)) > 12_000:
        _transfer(ledger, day, box, bank, (there - 4_000) // 100 * 100, "Kasadan bankaya yatırılan")
    free = ledger.most(ledger.places.general, euro)
    if day.day == 16 and free > 1_500:
        rate = Decimal(50) if day.year % 2 == 0 else Decimal(43)
        amount = free // 100 * 100
        _transfer(ledger, day, euro, bank, amount, "Avro bozdurma", received=amount * rate, fund=ledger.places.general)
    if day.month == 9 and day.day == 3 and ledger.held_by(ledger.places.general) > 60_000:
        ledger.move(
            Transfer(
                from_fund=ledger.places.general,
                to_fund=ledger.places.fund("burs"),
                amount=Decimal(15_000),
                currency="TRY",
                day=day,
                description="Öğretim yılı öncesi burs fonuna destek",
            )
        )


def leave_waiting(ledger: Ledger, day: date) -> None:
    """Leave some records for somebody to decide, and one that was refused."""
    bank, general = ledger.places.account(BANK), ledger.places.general
    clerk, decider = ledger.clerks[-1], ledger.deciders[0]
    for amount, category, payee, text in (
        (24_500, C.OUT_FIXED_ASSET, "Örnek Bilişim", "Dizüstü bilgisayar"),
        (13_200, C.OUT_REPAIR, "Örnek Tesisat", "Kalorifer tesisatı onarımı"),
        (18_000, C.OUT_AID_CASH, "Örnek hane", "Ameliyat gideri desteği"),
        (31_000, C.OUT_PRINTING, "Örnek Matbaa", "Afiş ve el ilanı"),
    ):
        record = _cost_entry(Decimal(amount), category, day, D.INVOICE, payee, text, bank, general).record(clerk)
        if category == C.OUT_PRINTING:
            record.state, record.state_reason = RecordState.REJECTED, "Bütçede yok; daha ucuz bir teklif alınsın."
            record.decided_by, record.decided_at = decider, ledger.records[-1].decided_at
        record.save()
    Transfer(
        from_account=bank,
        to_account=ledger.places.account(ALMS),
        amount=Decimal(5_000),
        currency="TRY",
        day=day,
        description="Zekât hesabına yanlış yatan bağışların aktarımı",
        created_by=clerk,
    ).save()


def _pay_cost(ledger: Ledger, cost: _Cost, day: date) -> None:
    wanted = Decimal(ledger.random.randint(cost.least, cost.most))
    account, fund = ledger.places.account(cost.account), ledger.places.general
    if wanted > ledger.most(fund, account):
        return
    ledger.book(_cost_entry(wanted, cost.category, day, cost.document, cost.payee, cost.text, account, fund))


def _cost_entry(
    amount: Decimal,
    category: Category,
    day: date,
    document: DocumentType,
    payee: str,
    text: str,
    account: MoneyAccount,
    fund: Fund,
) -> Entry:
    return Entry(
        direction=Direction.EXPENSE,
        category=category,
        amount=amount,
        currency="TRY",
        fund=fund,
        account=account,
        day=day,
        method=PaymentMethod.CASH if account.name == BOX else PaymentMethod.BANK,
        document_type=document,
        document_number=f"{day:%y%m%d}-{category.value[-3:].upper()}",
        counterparty=payee,
        description=text,
    )


def _pay_aid(ledger: Ledger, aid: _Aid, day: date) -> None:
    fund, account = ledger.places.fund(aid.fund), ledger.places.account(aid.account)
    each = ledger.most(fund, account) * Decimal(aid.share) / aid.payments // 50 * 50
    for number in range(aid.payments if each >= _LEAST else 0):
        ledger.book(
            Entry(
                direction=Direction.EXPENSE,
                category=aid.category,
                amount=each,
                currency="TRY",
                fund=fund,
                account=account,
                day=day,
                method=aid.method,
                document_type=aid.document,
                document_number=f"{day:%y%m%d}-{number + 1}",
                counterparty=f"{ledger.random.randint(3, 14)} örnek hane",
                description=aid.text,
            )
        )


def _transfer(
    ledger: Ledger, day: date, source: MoneyAccount, target: MoneyAccount, amount: Decimal, text: str, **more: Any
) -> None:
    ledger.move(Transfer(from_account=source, to_account=target, amount=amount, day=day, description=text, **more))
