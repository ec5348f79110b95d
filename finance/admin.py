"""The room in the Django admin: for looking. Money has one way, which is the services'."""

from typing import Any

from django.contrib import admin

from accounts.admin_rows import ShownRows

from .models import (
    Balance,
    CarriedTotal,
    CashCount,
    ClosedYear,
    ExchangeRate,
    FinanceRecord,
    Fund,
    LedgerTotal,
    LockedMonth,
    MoneyAccount,
    MoneyRule,
    Posting,
    RecordFile,
    Transfer,
)


class MoneyRows(ShownRows):
    verb = "finance.view_finance"


@admin.register(Fund)
class FundAdmin(MoneyRows):
    list_display = ("name", "code", "kind", "state")
    list_filter = ("kind", "state")
    search_fields = ("name",)
    ordering = ("name_key", "pk")


@admin.register(MoneyAccount)
class MoneyAccountAdmin(MoneyRows):
    list_display = ("name", "kind", "currency", "bank_name", "keeper", "state")
    list_filter = ("kind", "currency", "state")
    list_select_related: Any = ("keeper",)
    search_fields = ("name",)
    ordering = ("name_key", "pk")


@admin.register(FinanceRecord)
class FinanceRecordAdmin(MoneyRows):
    list_display = ("description", "day", "direction", "category", "amount", "currency", "fund", "account", "state")
    list_filter = ("direction", "state", "method")
    list_select_related: Any = ("fund", "account")
    search_fields = ("description",)
    ordering = ("-day", "-pk")
    exclude = ("words",)


@admin.register(RecordFile)
class RecordFileAdmin(MoneyRows):
    list_display = ("name", "record", "size", "added_by", "added_at")
    list_select_related: Any = ("record", "added_by")
    exclude = ("content",)  # only its page gives it out


@admin.register(Posting)
class PostingAdmin(MoneyRows):
    list_display = ("day", "amount", "currency", "fund", "account", "record", "transfer")
    list_select_related: Any = ("fund", "account", "record", "transfer")
    ordering = ("-day", "-pk")


@admin.register(Transfer)
class TransferAdmin(MoneyRows):
    list_display = ("description", "day", "amount", "currency", "state")
    list_filter = ("state",)
    ordering = ("-day", "-pk")


@admin.register(CashCount)
class CashCountAdmin(MoneyRows):
    list_display = ("account", "moment", "at", "expected", "counted")
    list_select_related: Any = ("account",)
    ordering = ("-at", "-pk")


@admin.register(MoneyRule)
class MoneyRuleAdmin(MoneyRows):
    list_display = ("key", "valid_from", "value", "source")
    list_filter = ("key",)


@admin.register(ExchangeRate)
class ExchangeRateAdmin(MoneyRows):
    list_display = ("currency", "day", "rate", "source")
    list_filter = ("currency",)


@admin.register(LockedMonth)
class LockedMonthAdmin(MoneyRows):
    list_display = ("month", "locked_by", "locked_at")
    list_select_related: Any = ("locked_by",)


@admin.register(ClosedYear)
class ClosedYearAdmin(MoneyRows):
    list_display = ("year", "decision", "closed_by", "closed_at")
    list_select_related: Any = ("closed_by",)


@admin.register(CarriedTotal)
class CarriedTotalAdmin(MoneyRows):
    list_display = ("year", "fund", "account", "amount", "currency")
    list_select_related: Any = ("year", "fund", "account")


@admin.register(Balance)
class BalanceAdmin(MoneyRows):
    list_display = ("fund", "account", "amount", "currency")
    list_select_related: Any = ("fund", "account")


@admin.register(LedgerTotal)
class LedgerTotalAdmin(MoneyRows):
    list_display = ("day", "direction", "category", "amount", "currency", "count")
    list_filter = ("direction",)
    ordering = ("-day", "-pk")
