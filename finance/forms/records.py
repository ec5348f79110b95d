"""The forms of incomes and expenses."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.days import today
from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField, no_future_day
from kafkasder.core.reasons import ReasonForm

from ..choices import EXPENSE_CATEGORIES, INCOME_CATEGORIES, Currency, Direction
from ..models import FinanceRecord, Fund, MoneyAccount

CATEGORIES: dict[str, list[tuple[str, Any]]] = {
    Direction.INCOME: INCOME_CATEGORIES,
    Direction.EXPENSE: EXPENSE_CATEGORIES,
}
SMALLEST = Decimal("0.01")


class FinanceRecordForm(RecordForm):
    """A new income or expense, or one that still waits. Its side is chosen before; its currency is the account's."""

    together: ClassVar = {"bounds": ("category", "fund"), "paid": ("amount", "account", "method", "day")}

    amount = MoneyField(label=_("Tutar"), min_value=SMALLEST)
    day = TurkishDateField(label=_("Tarih"), validators=[no_future_day])
    document_number = LineField(label=_("Belge no"), max_length=50, required=False)
    counterparty = LineField(label=_("Kimden/kime"), max_length=150, required=False)
    description = LineField(label=_("Açıklama"), max_length=300)

    class Meta:
        model = FinanceRecord
        fields = (
            "category",
            "amount",
            "account",
            "method",
            "day",
            "fund",
            "document_type",
            "document_number",
            "counterparty",
            "description",
        )

    def __init__(self, *args: Any, direction: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.direction = self.instance.direction = direction or self.instance.direction
        self._offer_categories()
        self._offer("fund", Fund.objects)
        self._offer("account", MoneyAccount.objects)
        self.fields["account"].label_from_instance = _named
        if not self.is_edit:
            self.initial.setdefault("day", today())

    def _offer_categories(self) -> None:
        """Offer those of the chosen side alone."""
        field: Any = self.fields["category"]
        field.choices = [("", NO_CHOICE), *CATEGORIES[self.direction]]

    def _offer(self, name: str, rows: Any) -> None:
        """Offer what is open, and what the record has already."""
        field: Any = self.fields[name]
        chosen = getattr(self.instance, f"{name}_id") or 0
        field.queryset = rows.filter(Q(pk__in=rows.open().values("pk")) | Q(pk=chosen)).order_by("name_key", "pk")


def _named(account: MoneyAccount) -> str:
    """Name an account, with its currency where that is not the lira."""
    return account.name if account.currency == Currency.TRY else f"{account.name} ({account.get_currency_display()})"


class ReverseForm(ReasonForm):
    """How much of a record is taken back, on which day and why."""

    field_order = ("amount", "day", "reason")

    amount = MoneyField(label=_("Geri alınacak tutar"), min_value=SMALLEST)
    day = TurkishDateField(label=_("Tarih"), validators=[no_future_day])

    def __init__(self, *args: Any, left: Decimal, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"amount": left, "day": today()}} | options)
