"""The form of a count: a total, or how many of which note and coin."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, MoneyField

from ..choices import AccountKind, Currency
from ..models import CashCount, MoneyAccount

PIECES: Final = ("200", "100", "50", "20", "10", "5", "1", "0.50", "0.25", "0.10", "0.05")
"""The notes and coins of the lira."""


class CountForm(forms.ModelForm):
    """What is in a box; the pieces, if there are any, make the total."""

    counted = MoneyField(
        label=_("Sayılan tutar"), required=False, help_text=_("Kupürleri yazarsanız kendiliğinden toplanır.")
    )
    note = LineField(label=_("Açıklama"), max_length=300, required=False, help_text=_("Fark varsa nedeni."))
    witness = LineField(label=_("Sayımda bulunan"), max_length=150, required=False)

    class Meta:
        model = CashCount
        fields = ("account", "moment", "counted", "note", "witness")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        boxes = MoneyAccount.objects.open().filter(kind=AccountKind.CASH)
        field: Any = self.fields["account"]
        field.empty_label = NO_CHOICE
        field.queryset = boxes.order_by("name_key", "pk")
        for piece in PIECES:
            label = f"{piece.replace('.', ',')} ₺"
            self.fields[_name(piece)] = forms.IntegerField(label=label, min_value=0, max_value=100_000, required=False)

    @property
    def piece_fields(self) -> list[forms.BoundField]:
        return [self[_name(piece)] for piece in PIECES]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        pieces = {piece: number for piece in PIECES if (number := cleaned.get(_name(piece)))}
        total = sum((Decimal(piece) * number for piece, number in pieces.items()), Decimal(0))
        counted = cleaned.get("counted")
        if pieces and (account := cleaned.get("account")) and account.currency != Currency.TRY:
            raise ValidationError({"account": _("Kupürler yalnız lira kasasında sayılır.")}, code="pieces")
        if pieces and counted is not None and counted != total:
            raise ValidationError({"counted": _("Kupürlerin toplamı bu tutar değil.")}, code="pieces_differ")
        if not pieces and counted is None:
            raise ValidationError({"counted": _("Sayılan tutarı ya da kupürleri yazın.")}, code="nothing_counted")
        cleaned["counted"] = total if pieces else counted
        self.instance.pieces = pieces
        return cleaned


def _name(piece: str) -> str:
    return f"piece_{piece.replace('.', '_')}"
