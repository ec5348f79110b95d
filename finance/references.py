"""Funds, accounts, records and transfers as other rooms point at them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kafkasder.core.money import format_money
from kafkasder.core.references import REFERENCES, Card, Reference

from .models import FinanceRecord, Fund, MoneyAccount, Transfer
from .querysets import VIEW

FUND, MONEY_ACCOUNT, RECORD, TRANSFER = "fund", "money_account", "finance_record", "transfer"


def register() -> None:
    REFERENCES.add(
        Reference(
            key=FUND,
            label=_("Fon"),
            model=Fund,
            visible_to=_funds,
            card=_fund_card,
            search=lambda rows, text: rows.open().search(text).order_by("name_key", "pk"),
            icon="flag",
            verb=VIEW,
            order=60,
        )
    )
    REFERENCES.add(
        Reference(
            key=MONEY_ACCOUNT,
            label=_("Kasa/banka"),
            model=MoneyAccount,
            visible_to=_accounts,
            card=_account_card,
            search=lambda rows, text: rows.open().search(text).order_by("name_key", "pk"),
            icon="wallet",
            verb=VIEW,
            order=61,
        )
    )
    REFERENCES.add(
        Reference(
            key=RECORD,
            label=_("Gelir-gider kaydı"),
            model=FinanceRecord,
            visible_to=_records,
            card=_record_card,
            search=lambda rows, text: rows.search(text).order_by("-day", "-pk"),
            icon="ledger",
            verb=VIEW,
            order=62,
        )
    )
    REFERENCES.add(
        Reference(
            key=TRANSFER,
            label=_("Aktarım"),
            model=Transfer,
            visible_to=_transfers,
            card=_transfer_card,
            icon="move",
            verb=VIEW,
            order=63,
        )
    )


def _funds(viewer: Any) -> QuerySet[Fund]:
    return Fund.objects.visible_to(viewer)


def _accounts(viewer: Any) -> QuerySet[MoneyAccount]:
    return MoneyAccount.objects.visible_to(viewer)


def _records(viewer: Any) -> QuerySet[FinanceRecord]:
    return FinanceRecord.objects.visible_to(viewer)


def _transfers(viewer: Any) -> QuerySet[Transfer]:
    return Transfer.objects.visible_to(viewer)


def _fund_card(fund: Fund) -> Card:
    return Card(fund.name, fund.get_absolute_url(), (str(fund.get_kind_display()),))


def _account_card(account: MoneyAccount) -> Card:
    return Card(account.name, account.get_absolute_url(), (str(account.get_kind_display()),))


def _record_card(record: FinanceRecord) -> Card:
    facts = (
        str(record.get_direction_display()),
        format_money(record.amount, record.currency),
        date_format(record.day, "d.m.Y"),
        str(record.get_state_display()),
    )
    return Card(record.description, record.get_absolute_url(), facts)


def _transfer_card(transfer: Transfer) -> Card:
    facts = (
        format_money(transfer.amount, transfer.currency),
        date_format(transfer.day, "d.m.Y"),
        str(transfer.get_state_display()),
    )
    return Card(transfer.description, transfer.get_absolute_url(), facts)
