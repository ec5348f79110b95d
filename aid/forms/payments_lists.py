"""The forms of payment lists: what a list pays, what households of a filter get, when its money goes out."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from finance.choices import AccountKind, Currency, PaymentMethod
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField, no_future_day

from ..choices import PAYS_BY, AmountRule, ListSource
from ..models import PaymentList
from .payments_plans import MonthField, offer_open, this_month

_FEWEST = Decimal("0.01")
_OF_MONEY = [pair for pair in PAYS_BY if pair[0] != PaymentMethod.IN_KIND]
_KINDS = (AccountKind.CASH, AccountKind.BANK, AccountKind.GOODS)


class PaymentListForm(RecordForm):
    """The heading of a list that is made of plans; how much each gets stands in the plans."""

    together: ClassVar = {"pays": ("kind", "period", "method", "fund", "account")}
    source: ClassVar[str] = ListSource.PLANS

    title = LineField(label=_("Başlık"), max_length=150, help_text=_("Örnek: Kasım düzenli yardımları"))
    period = MonthField(label=_("Ay"), initial=this_month)

    class Meta:
        model = PaymentList
        fields: tuple[str, ...] = ("title", "kind", "period", "method", "fund", "account")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_edit:
            self.instance.source = self.source
        offer_open(self, "fund", Fund.objects, self.instance.fund_id)
        accounts = MoneyAccount.objects.filter(kind__in=_KINDS, currency=Currency.TRY)
        offer_open(self, "account", accounts, self.instance.account_id)
        self.fields["kind"].help_text = _("Boş bırakılırsa her türden plan girer.")


class FilterListForm(PaymentListForm):
    """The heading of a list that is made of a filter of households, with what each of them gets."""

    together: ClassVar = {"pays": (*PaymentListForm.together["pays"], "amount_rule", "amount")}
    source = ListSource.HOUSEHOLDS

    amount = MoneyField(label=_("Tutar"), min_value=_FEWEST)

    class Meta(PaymentListForm.Meta):
        fields = (*PaymentListForm.Meta.fields, "amount_rule", "amount")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.required, kind.help_text = True, _("Bu ay bu yardımı almış haneler listeye girmez.")
        method: Any = self.fields["method"]
        method.choices = _OF_MONEY
        rule: Any = self.fields["amount_rule"]
        rule.required, rule.choices = True, AmountRule.choices


FORMS: dict[str, type[PaymentListForm]] = {
    ListSource.PLANS: PaymentListForm,
    ListSource.HOUSEHOLDS: FilterListForm,
    ListSource.FAILED: PaymentListForm,
}


class ReleaseForm(forms.Form):
    """On which day a list's money goes out, which is the day of its expenses in the ledger."""

    day = TurkishDateField(label=_("Ödeme günü"), initial=today, validators=[no_future_day])


class FailureForm(forms.Form):
    """Why the bank could not pay, and when its money came back."""

    day = TurkishDateField(label=_("Paranın döndüğü gün"), initial=today, validators=[no_future_day])
    reason = LineField(label=_("Neden"), max_length=300)


class AllPaidForm(forms.Form):
    """Nothing but that somebody looked."""


class ResultForm(forms.Form):
    """The sheet in which the bank says what it paid: a file, or its rows pasted."""

    upload = forms.FileField(
        label=_("Bankanın sonuç dosyası"),
        required=False,
        help_text=_("CSV ya da Excel; dosya okunur ve saklanmaz."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )
    pasted = forms.CharField(
        label=_("Ya da yapıştırın"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Başlık satırıyla birlikte, e-tablodan kopyalandığı gibi."),
    )
    day = TurkishDateField(
        label=_("Dönen paraların günü"),
        initial=today,
        validators=[no_future_day],
        help_text=_("Ödenemeyenlerin parası bu günün tarihiyle fona ve hesaba döner."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("upload")) == bool((cleaned.get("pasted") or "").strip()):
            self.add_error("upload", _("Dosyayı seçin ya da satırları yapıştırın; yalnız birini."))
        return cleaned


class SettleForm(forms.Form):
    """The matches of a sheet as they were shown, signed so that nobody changes them on the way.

    Of a sheet that says no results (`unsaid`) nothing is paid before somebody says that all of it was.
    """

    answers = forms.CharField(widget=forms.HiddenInput)
    count_as_paid = forms.BooleanField(
        label=_("Dosyada sonuç sütunu yok; bütün satırlar ödendi sayılsın"),
        error_messages={
            "required": _("Dosya hangi ödemenin yapıldığını söylemiyor; hepsi ödendiyse bunu işaretleyin.")
        },
    )

    def __init__(self, *args: Any, unsaid: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not unsaid:
            del self.fields["count_as_paid"]
