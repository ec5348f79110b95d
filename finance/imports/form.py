"""The form of an income or expense as a sheet fills it in: funds by code or name, accounts by name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import fold, squeeze

from ..choices import AccountKind, Direction, DocumentType, PaymentMethod
from ..forms import FinanceRecordForm
from ..models import MoneyAccount

_PAID_FROM: dict[str, str] = {AccountKind.CASH: PaymentMethod.CASH, AccountKind.BANK: PaymentMethod.BANK}


class RowField(forms.CharField):
    """A row by what people call it; `rows` are those that may be meant."""

    rows: Mapping[str, Any] = {}

    def to_python(self, value: Any) -> Any:
        text = fold(squeeze(super().to_python(value) or ""))
        if not text:
            return None
        if text not in self.rows:
            raise ValidationError(_("Bu adla açık bir kayıt yok: %(name)s"), code="unknown", params={"name": value})
        return self.rows[text]

    def run_validators(self, value: Any) -> None:
        """A row was found or refused as a whole."""

    def prepare_value(self, value: Any) -> Any:
        return next((name for name, row in self.rows.items() if row.pk == value), value)


class FinanceImportForm(FinanceRecordForm):
    """What a sheet leaves out follows where it can only be one thing; else the row is refused."""

    fund = RowField(label=_("Fon"), required=False)
    account = RowField(label=_("Kasa/banka"), required=False)
    direction = forms.ChoiceField(label=_("Yön"), choices=Direction, required=False)

    def __init__(
        self, data: Any = None, *, funds: Mapping[str, Any], accounts: Mapping[str, Any], **options: Any
    ) -> None:
        self.rows = {"fund": funds, "account": accounts}
        super().__init__(data, direction=_side_of(data or {}), **options)
        for name in ("method", "document_type"):
            self.fields[name].required = False
        if not self.is_edit:
            del self.initial["day"]  # a sheet that says no day does not mean today

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.rows = self.rows[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        account = cleaned.get("account") or self._only_box(cleaned)
        if account is None and "account" not in self.errors:
            self.add_error("account", _("Kasayı ya da banka hesabını yazın."))
        method = cleaned.get("method") or _PAID_FROM.get(account.kind if account else "")
        if not method and "method" not in self.errors:
            self.add_error("method", _("Ödeme yöntemini yazın."))
        document = cleaned.get("document_type") or (DocumentType.BANK_SLIP if method == PaymentMethod.BANK else "")
        if not document and "document_type" not in self.errors:
            self.add_error("document_type", _("Belge türünü yazın."))
        found = {"account": account, "method": method, "document_type": document}
        found["fund"] = cleaned.get("fund") or self.rows["fund"].get("genel")
        return cleaned | {name: value for name, value in found.items() if value}

    def _only_box(self, cleaned: Mapping[str, Any]) -> MoneyAccount | None:
        """Return the one cash box that cash can lie in."""
        boxes = {row.pk: row for row in self.rows["account"].values() if row.kind == AccountKind.CASH}
        named = cleaned.get("method") == PaymentMethod.CASH and not self.data.get("account")
        return next(iter(boxes.values())) if named and len(boxes) == 1 else None


def _side_of(data: Mapping[str, Any]) -> str:
    """Return the side that a row names, or on which its category stands."""
    if (side := data.get("direction", "")) in Direction.values:
        return side
    return Direction.INCOME if str(data.get("category", "")).startswith("in_") else Direction.EXPENSE
