"""What operators of cards, online payments and text messages pay out for the demo's gifts, most of them by now."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from finance.choices import Category, Direction, DocumentType
from finance.demo.ledger import Ledger, keys_of
from finance.demo.places import BANK, ONLINE, POS, SMS
from finance.models import Transfer
from finance.services import Entry
from kafkasder.core.bulk import copy_rows

from ..models import Donation, Settlement
from ..references import SETTLEMENT

_FEES = {POS: Decimal("0.0179"), ONLINE: Decimal("0.0249"), SMS: Decimal("0.05")}
_CENT = Decimal("0.01")
_TUESDAY, _SMS_DAY = 1, 25


class Settler:
    """Cards are paid out every second Tuesday, the text messages of a month by each operator in the month after it."""

    def __init__(self, random: Random, ledger: Ledger) -> None:
        self.random, self.ledger = random, ledger
        self._waiting: dict[tuple[str, str], list[Donation]] = defaultdict(list)
        self._settlements: list[Settlement] = []
        self._keys = keys_of(Settlement)

    def expect(self, donation: Donation) -> None:
        if donation.account.name in _FEES:
            self._waiting[donation.account.name, donation.operator].append(donation)

    def settle(self, day: date) -> None:
        for account, operator in list(self._waiting):
            if account == SMS and day.day == _SMS_DAY:
                self._pay_out(account, operator, day, until=day.replace(day=1) - timedelta(days=1))
            elif account != SMS and day.weekday() == _TUESDAY and day.isocalendar().week % 2 == 0:
                self._pay_out(account, operator, day, until=day - timedelta(days=2))

    def write(self) -> None:
        copy_rows(Settlement, self._settlements, as_given=["created_at"])

    def _pay_out(self, name: str, operator: str, day: date, *, until: date) -> None:
        waiting = self._waiting[name, operator]
        gifts = [donation for donation in waiting if donation.day <= until]
        if not gifts:
            return
        self._waiting[name, operator] = waiting[len(gifts) :]
        account, bank = self.ledger.places.account(name), self.ledger.places.account(BANK)
        settlement = Settlement(pk=next(self._keys), from_account=account, to_account=bank, day=day)
        settlement.count = len(gifts)
        settlement.document_number = f"DKT-{day:%y%m%d}-{settlement.pk}"
        for gift in gifts:
            gift.fee = (gift.amount * _FEES[name]).quantize(_CENT)
            gift.net_amount, gift.settled_on, gift.settlement = gift.amount - gift.fee, day, settlement
        settlement.gross = sum((gift.amount for gift in gifts), Decimal(0))
        settlement.fee = sum((gift.fee for gift in gifts if gift.fee), Decimal(0))
        settlement.net = settlement.gross - settlement.fee
        self._move(settlement)
        self._settlements.append(settlement)

    def _move(self, settlement: Settlement) -> None:
        account, day, number = settlement.from_account, settlement.day, settlement.document_number
        settlement.transfer = self.ledger.move(
            Transfer(
                from_account=account,
                to_account=settlement.to_account,
                amount=settlement.net,
                day=day,
                description=f"{account} hesap kapama",
                document_number=number,
            )
        )
        settlement.created_by = settlement.transfer.created_by  # type: ignore[assignment]
        settlement.created_at = settlement.transfer.created_at
        settlement.fee_record = self.ledger.book(
            Entry(
                direction=Direction.EXPENSE,
                category=Category.OUT_BANK_FEE,
                amount=settlement.fee,
                currency=account.currency,
                fund=self.ledger.places.general,
                account=account,
                day=day,
                method=account.kind,
                document_type=DocumentType.BANK_SLIP,
                document_number=number,
                counterparty=account.name,
                description=f"{account} komisyonu",
                source=(SETTLEMENT, settlement.pk),
            ),
            by=settlement.created_by,
        )
