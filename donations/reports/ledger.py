"""The report of income and expense."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from finance.balances import of_all_funds
from finance.choices import Category, Direction
from finance.models import FinanceRecord, Transfer
from kafkasder.core.reports import Column, Figure, Kind, Period, Report, Row, Table, months_until
from kafkasder.core.reports.tables import percent_of

from .gifts import fund_names
from .sums import NOTHING, Books, books_by_month, books_in

IN, OUT = Direction.INCOME, Direction.EXPENSE


def ledger_report(viewer: Any, period: Period, other: Period, currency: str) -> Report:
    """Return what came in and went out in a period beside another one, in one currency, and what funds hold now."""
    now, then = books_in(period, currency), books_in(other, currency)
    return Report(
        key="gelir-gider-raporu",
        title=_("Gelir-gider raporu"),
        period=str(period),
        compared=str(other),
        currency=currency,
        figures=[
            Figure("income", _("Gelir"), _of(now, IN), _of(then, IN)),
            Figure("expense", _("Gider"), _of(now, OUT), _of(then, OUT), less_is_better=True),
            Figure("net", _("Net"), _net(now), _net(then)),
        ],
        tables=[
            _months(period, currency),
            _categories(IN, _("Gelir kategorileri"), now, then, currency),
            _categories(OUT, _("Gider kategorileri"), now, then, currency),
            _funds(now, currency),
        ],
        notes=_notes(),
    )


def _of(books: Books, direction: str) -> Decimal:
    return books.whole.get(direction, NOTHING)


def _net(books: Books) -> Decimal:
    return _of(books, IN) - _of(books, OUT)


def _months(period: Period, currency: str) -> Table:
    months = months_until(period.last, 24)
    amounts = books_by_month(months[0], period.last, currency)

    def of(month: Any, direction: str) -> Decimal:
        return amounts.get((month, direction), NOTHING)

    rows = []
    for before, month in zip(months[:12], months[12:], strict=True):
        income, expense = of(month, IN), of(month, OUT)
        rows.append(
            Row([date_format(month, "F Y"), income, expense, income - expense, of(before, IN) - of(before, OUT)])
        )
    columns = [
        Column(_("Ay")),
        Column(_("Gelir"), Kind.MONEY, drawn=True),
        Column(_("Gider"), Kind.MONEY, drawn=True),
        Column(_("Net"), Kind.MONEY),
        Column(_("Bir yıl önce net"), Kind.MONEY),
    ]
    return Table(
        key="months", title=_("Son 12 ay"), columns=columns, rows=rows, currency=currency, chart="bar", icon="calendar"
    )


def _categories(direction: str, title: str, now: Books, then: Books, currency: str) -> Table:
    these, those = (_side(books.by("category"), direction) for books in (now, then))

    def amount(code: str) -> tuple[Decimal, Decimal, str]:
        return -these.get(code, NOTHING), -those.get(code, NOTHING), code

    rows = [
        Row([str(Category(code).label), *_cells(these.get(code, NOTHING), those.get(code, NOTHING))])
        for code in sorted(these.keys() | those.keys(), key=amount)
    ]
    columns = [
        Column(_("Kategori")),
        Column(_("Tutar"), Kind.MONEY, drawn=True),
        Column(_("Karşılaştırılan"), Kind.MONEY),
        Column(_("Değişim"), Kind.PERCENT, signed=True),
    ]
    return Table(
        key=str(direction),
        title=title,
        columns=columns,
        rows=rows,
        currency=currency,
        chart="bars",
        icon="ledger",
        total=Row([_("Toplam"), *_cells(_of(now, direction), _of(then, direction))]),
    )


def _cells(now: Decimal, then: Decimal) -> list[Any]:
    return [now, then, percent_of(now, then)]


def _side(parts: Mapping[tuple[str, Any], Decimal], direction: str) -> dict[str, Decimal]:
    return {key: amount for (side, key), amount in parts.items() if side == direction}


def _funds(now: Books, currency: str) -> Table:
    """Return what each fund took in and paid in the period, and what it holds today."""
    held = {fund: amounts[currency] for fund, amounts in of_all_funds().items() if currency in amounts}
    income, expense = (_side(now.by("fund"), direction) for direction in (IN, OUT))
    rows = [
        Row([name, income.get(fund, NOTHING), expense.get(fund, NOTHING), held.get(fund, NOTHING)])
        for fund, name in fund_names().items()
        if any(fund in amounts for amounts in (held, income, expense))
    ]
    columns = [
        Column(_("Fon")),
        Column(_("Gelir"), Kind.MONEY),
        Column(_("Gider"), Kind.MONEY),
        Column(_("Bugünkü bakiye"), Kind.MONEY, drawn=True),
    ]
    sums = [sum(each.values(), NOTHING) for each in (income, expense, held)]
    return Table(
        key="funds",
        title=_("Fonlar"),
        columns=columns,
        rows=sorted(rows, key=lambda row: -row.values[3]),
        currency=currency,
        chart="bars",
        icon="wallet",
        note=_("Bakiye bugünkü bakiyedir; fonlar arası aktarımlar gelir ya da gider sayılmaz."),
        total=Row([_("Toplam"), *sums]),
    )


def _notes() -> list[str]:
    """Tell what waits for somebody's approval and is therefore in no figure."""
    records, transfers = FinanceRecord.objects.waiting().count(), Transfer.objects.waiting().count()
    if not records and not transfers:
        return []
    told = _("Onay bekleyen %(records)d kayıt ve %(transfers)d aktarım bu rapora girmedi.")
    return [told % {"records": records, "transfers": transfers}]
