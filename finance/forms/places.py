"""The forms of funds and accounts."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import IbanField, LineField, MoneyField, TurkishDateField

from ..choices import EXPENSE_CATEGORIES
from ..models import Fund, MoneyAccount
from ..querysets import VIEW


class FundForm(RecordForm):
    """A new or an existing fund; its state has a page of its own."""

    together: ClassVar = {"bounds": ("kind", "spends_on")}

    name = LineField(label=_("Ad"), max_length=80)
    code = LineField(
        label=_("Kod"), max_length=40, help_text=_("Dosyalarda ve içe aktarmada fonu tanıtır. Örnek: zekat")
    )
    spends_on = forms.MultipleChoiceField(
        label=_("Ödeyebileceği giderler"),
        choices=EXPENSE_CATEGORIES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Hiçbiri seçilmezse bütün giderler."),
    )
    spend_by = TurkishDateField(label=_("Son harcama günü"), required=False, may_lie_ahead=True)
    receipt_text = LineField(label=_("Belgede yazacak not"), max_length=200, required=False)

    class Meta:
        model = Fund
        fields = ("name", "code", "kind", "purpose", "spends_on", "spend_by", "receipt_text")
        widgets: ClassVar = {"purpose": forms.Textarea}


class AccountForm(RecordForm):
    """A new or an existing cash box or account; its state has a page of its own."""

    together: ClassVar = {"what": ("kind", "currency", "bank_name", "iban", "limit")}

    name = LineField(label=_("Ad"), max_length=80)
    bank_name = LineField(label=_("Banka"), max_length=80, required=False)
    iban = IbanField(label=_("IBAN"), required=False)
    limit = MoneyField(
        label=_("Kasa sınırı"), required=False, help_text=_("Yönetim kurulunun kasada tutulmasına izin verdiği tutar.")
    )
    limit_decision = LineField(label=_("Sınırın dayandığı karar"), max_length=100, required=False)

    class Meta:
        model = MoneyAccount
        fields = ("name", "kind", "currency", "bank_name", "iban", "keeper", "limit", "limit_decision", "notes")
        widgets: ClassVar = {"notes": forms.Textarea}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people: Any = get_user_model()._default_manager
        keepers = people.active().with_verb(VIEW).values("pk")
        offered = people.filter(Q(pk__in=keepers) | Q(pk=self.instance.keeper_id or 0))
        self.fields["keeper"].queryset = offered.order_by("name_key", "pk")
