"""What is typed when an operator paid out, and when a pile of gifts is typed in."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from finance.choices import AccountKind
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField
from kafkasder.core.reasons import ReasonForm

from ..batches import METHODS
from ..choices import GiftKind
from ..models import Batch, Donation, Donor

_NAMED = re.compile(r"#(\d{1,15})\s*$")


class SettlementForm(forms.Form):
    """How an operator paid out; of net and fee one is enough."""

    to_account: Any = forms.ModelChoiceField(label=_("Banka hesabı"), queryset=None, empty_label=NO_CHOICE)
    day = TurkishDateField(label=_("Hesaba geçiş"), initial=today)
    net = MoneyField(label=_("Hesaba geçen tutar"), required=False, help_text=_("Ekstrede görünen tutar."))
    fee = MoneyField(
        label=_("Komisyon"), required=False, help_text=_("İkisinden biri yeter; öbürü brüt tutardan hesaplanır.")
    )
    document_number = LineField(label=_("Dekont no"), max_length=50, required=False)
    seen = forms.DecimalField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        banks = MoneyAccount.objects.open().filter(kind=AccountKind.BANK, currency=currency)
        self.fields["to_account"].queryset = banks.order_by("name_key", "pk")


class BatchForm(forms.ModelForm):
    """A pile before its gifts are typed in."""

    name = LineField(label=_("Ad"), max_length=100, help_text=_("Örnek: 27 Kasım cuma namazı zarfları"))
    day = TurkishDateField(label=_("Tarih"), initial=today)
    method = forms.ChoiceField(label=_("Ödeme yöntemi"), choices=[(each.value, each.label) for each in METHODS])
    expected_count = forms.IntegerField(label=_("Beklenen adet"), min_value=1, max_value=100_000)
    expected_total = MoneyField(label=_("Beklenen toplam"))

    class Meta:
        model = Batch
        fields = ("name", "day", "method", "account", "fund", "expected_count", "expected_total", "currency")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = (AccountKind.CASH, AccountKind.BANK)
        accounts = MoneyAccount.objects.open().filter(kind__in=kinds)
        self.fields["account"].queryset = accounts.order_by("name_key", "pk")  # type: ignore[attr-defined]
        for name in ("account", "fund"):
            self.fields[name].empty_label = NO_CHOICE  # type: ignore[attr-defined]
        self.fields["fund"].queryset = Fund.objects.open().order_by("name_key", "pk")  # type: ignore[attr-defined]


class DonorField(LineField):
    """A donor by what the box proposes, `Ayşe Kaya #12`, or by words that find one alone; nobody if it stays empty."""

    viewer: Any = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if named := _NAMED.search(text):
            found = self._seen.filter(pk=named[1]).first()
            if found is None:
                raise ValidationError(_("Böyle bir bağışçı yok."), code="no_donor")
            return found
        matching = self._seen.search(text)[:2]
        if not matching:
            raise ValidationError(_("Bu adla bağışçı bulunamadı; önce kaydedin."), code="no_donor")
        if len(matching) > 1:
            raise ValidationError(_("Birden çok bağışçı uyuyor; önerilenlerden birini seçin."), code="several_donors")
        return matching[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)

    @property
    def _seen(self) -> Any:
        return Donor.objects.visible_to(self.viewer).active()


def proposed_as(donor: Donor) -> str:
    """Return how the box proposes a donor, which `DonorField` understands."""
    return f"{donor} #{donor.pk}"


class BatchRowForm(forms.ModelForm):
    """One gift of a pile. What it shares with the others is not typed again."""

    donor = DonorField(
        label=_("Bağışçı"), max_length=200, required=False, help_text=_("İsmini vermek istemeyen için boş bırakın.")
    )
    amount = MoneyField(label=_("Tutar"))
    purpose = LineField(label=_("Şart/amaç"), max_length=300, required=False)

    field_order: ClassVar = ["donor", "amount", "kind", "purpose"]

    class Meta:
        model = Donation
        fields = ("donor", "amount", "kind", "purpose")

    def __init__(self, *args: Any, viewer: Any, form_id: str = "", **options: Any) -> None:
        """Make the form for what `viewer` sees; its fields belong to the form `form_id` if they stand outside."""
        super().__init__(*args, **options)
        if form_id:
            for each in self.fields.values():
                each.widget.attrs["form"] = form_id
        self.fields["donor"].viewer = viewer  # type: ignore[attr-defined]
        self.fields["donor"].widget.attrs |= {
            "list": "batch-donors",
            "autocomplete": "off",
            "autofocus": True,
            "hx-post": reverse_lazy("donations:batch_donors"),
            "hx-include": f"#{form_id}" if form_id else "closest form",
            "hx-trigger": "input changed delay:150ms",
            "hx-target": "#batch-donors",
            "hx-swap": "innerHTML",
            "hx-sync": "this:replace",
        }
        if self.instance.pk:
            self.initial["donor"] = proposed_as(self.instance.donor)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == GiftKind.CONDITIONAL and not cleaned.get("purpose"):
            self.add_error("purpose", ValidationError(_("Şartlı bağışın şartını yazın."), code="condition"))
        return cleaned


class CloseBatchForm(ReasonForm):
    """Why a pile came to something else than was counted."""
