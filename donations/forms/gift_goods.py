"""The goods of a gift in kind, as lines of its form."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, MoneyField

from ..choices import Unit
from ..models import DonationItem

BLANK_LINES = 2
MOST_LINES = 50


@dataclass(frozen=True, order=True)
class Goods:
    """A line as the form cleans it and a merge compares it."""

    category: str
    quantity: Decimal
    unit: str
    value: Decimal
    description: str

    @classmethod
    def of(cls, row: DonationItem) -> "Goods":
        return cls(row.category, row.quantity, row.unit, row.value, row.description)

    def row(self) -> DonationItem:
        return DonationItem(**asdict(self))


class GoodsForm(forms.Form):
    columns = ("category", "quantity", "unit", "value", "description")

    category = LineField(label=_("Cins"), max_length=60)
    quantity = MoneyField(label=_("Miktar"))
    unit = forms.ChoiceField(label=_("Birim"), choices=Unit, initial=Unit.PIECE)
    value = MoneyField(label=_("Toplam değer (₺)"))
    description = LineField(label=_("Açıklama"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, told in (
            ("quantity", _("Miktar sıfırdan büyük olmalıdır.")),
            ("value", _("Değer sıfırdan büyük olmalıdır.")),
        ):
            if cleaned.get(name) == 0:
                self.add_error(name, told)
        return cleaned

    def goods(self) -> Goods:
        return Goods(**{name: self.cleaned_data[name] for name in self.columns})

    def typed(self) -> dict[str, str]:
        """Return what a person would type for this line."""
        return {name: str(self[name].value() or "") for name in self.columns}


class BaseGoodsFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """The lines of a gift; a ticked line is left out."""

    def __init__(self, data: Any, *, goods: Iterable[Goods], **options: Any) -> None:
        # A blank line that was filled must not count as unchanged because the stored ones have grown meanwhile.
        initial = [asdict(each) for each in goods] if data is None else None
        super().__init__(data, initial=initial, **options)

    def add_fields(self, form: GoodsForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Sil")

    def goods(self) -> list[Goods]:
        filled = [form for form in self.forms if form.cleaned_data.get("category") and form not in self.deleted_forms]
        return sorted(form.goods() for form in filled)


GoodsFormSet: Any = forms.formset_factory(
    GoodsForm, formset=BaseGoodsFormSet, extra=BLANK_LINES, can_delete=True, max_num=MOST_LINES, validate_max=True
)
