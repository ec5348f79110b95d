"""The form of a donation: what all have in common, and a form for each way of paying with the fields of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from finance.choices import KEPT_IN, Currency, PaymentMethod
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.fields import LineField, MoneyField, PhoneField, TurkishDateField, no_future_day
from kafkasder.core.identifiers import mask_iban, mask_phone
from kafkasder.core.money import format_money
from kafkasder.core.numbers import whole_number

from ..choices import DEFAULT_FUNDS
from ..models import Campaign, Donation, DonationItem, Donor
from ..models.methods import FIELDS, NEEDS_APPROVAL
from ..states import DonorState
from .gift_fields import ANONYMOUS, NEW, DonorField, MonthField, RateField, SenderField
from .gift_goods import Goods, GoodsFormSet
from .gift_proposals import bank_for_cheques, newest_rate
from .gift_rules import check_gift

_COMMON = (
    *("donor", "kind", "fund", "purpose", "campaign", "amount", "currency", "rate", "day", "account"),
    *("from_abroad", "tribute_kind", "tribute_name", "derbis_number", "notes"),
)


_ARRIVALS = [("1", _("Geldi, tahsil edildi")), ("0", _("Bekleniyor"))]


def redrawing(chosen: str) -> dict[str, str]:
    """Return what has a script ask for the form anew, with what follows from the field that was `chosen`."""
    region = "#gift-fields"
    return {
        "hx-post": f"?sec={chosen}",
        "hx-target": region,
        "hx-select": region,
        "hx-swap": "outerMorph",
        "hx-trigger": "change",
        "hx-include": "closest form",
    }


class GiftForm(RecordForm):
    """What all donations have in common. Their method is chosen before, and stays."""

    method: ClassVar[str]

    donor = DonorField(label=_("Bağışçı"))
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fon"), required=False)
    purpose = LineField(label=_("Şart/amaç"), max_length=300, required=False)
    amount = MoneyField(label=_("Tutar"))
    rate = RateField(label=_("Günün kuru (₺)"), required=False)
    day = TurkishDateField(label=_("Bağış tarihi"), initial=today, validators=[no_future_day])
    tribute_name = LineField(label=_("Kimin için"), max_length=150, required=False)
    derbis_number = LineField(label=_("DERBİS e-alındı no"), max_length=50, required=False)

    class Meta:
        model = Donation
        fields: ClassVar[tuple[str, ...]] = _COMMON
        labels: ClassVar = {
            "kind": _("Bağış türü"),
            "campaign": _("Kampanya"),
            "currency": _("Para birimi"),
            "account": _("Kasa/banka"),
            "from_abroad": _("Yurt dışından"),
            "tribute_kind": _("İthaf"),
            "notes": _("Notlar"),
        }
        widgets: ClassVar = {"notes": forms.Textarea}

    def __init__(self, *args: Any, instance: Donation, donors: Any, **options: Any) -> None:
        super().__init__(*args, instance=instance, **options)
        self.instance.method = self.method
        self.fields["donor"].queryset = donors.filter(Q(state=DonorState.ACTIVE) | Q(pk=instance.donor_id or 0))
        self._offer_funds_and_accounts()
        self._say_rates()
        if not self.is_edit and self.method not in NEEDS_APPROVAL:
            self.fields["is_here"] = forms.ChoiceField(
                label=_("Para geldi mi?"), choices=_ARRIVALS, initial="1", widget=forms.RadioSelect
            )
        for name in ("kind", "campaign", "currency"):
            if name in self.fields:
                self.fields[name].widget.attrs |= redrawing(name)

    def _offer_funds_and_accounts(self) -> None:
        kept = self.instance
        self.fields["fund"].queryset = _open_or(Fund, kept.fund_id).order_by("name_key", "pk")
        self.fields["fund"].empty_label = _("Türün fonu")
        accounts = _open_or(MoneyAccount, kept.account_id).filter(kind__in=KEPT_IN[self.method])
        self.fields["account"].queryset = accounts.order_by("name_key", "pk")
        if not self.is_edit:
            self.initial["account"] = self._account_of(Currency.TRY)
        campaigns = Campaign.objects.filter(Q(pk__in=Campaign.objects.open()) | Q(pk=kept.campaign_id or 0))
        self.fields["campaign"].queryset = campaigns.order_by("name_key", "pk")

    def _say_rates(self) -> None:
        self.fields["rate"].help_text = _("Yabancı para ve altında. Boş bırakılırsa son kayıtlı kur yazılır.")

    @property
    def asks_rate(self) -> bool:
        """Whether its money is foreign, or somebody wrote a rate that it does not need."""
        return self["currency"].value() not in (None, Currency.TRY) or bool(self["rate"].errors)

    # Proposals

    def propose(self, chosen: str) -> None:
        """Show what was typed without its errors, and beside it what follows from the field that was `chosen`."""
        self.unjudge()
        data = self.data.copy()
        if chosen == "kind" or (chosen == "all" and not data.get("fund")):
            fund = self._fund_of(data.get("kind", ""))
            data["fund"] = str(fund.pk) if fund else ""
        if chosen == "currency" or (chosen == "all" and not data.get("rate")):
            rate = newest_rate(data.get("currency", ""))
            data["rate"] = RateField().prepare_value(rate.rate) if rate else ""
        if chosen in ("method", "currency", "all"):
            kept = None if chosen == "method" else data.get("account")
            account = self._account_of(data.get("currency") or Currency.TRY, kept)
            data["account"] = str(account.pk) if account else ""
        if chosen in ("campaign", "all") and not data.get("purpose"):
            campaign = Campaign.objects.filter(pk=whole_number(data.get("campaign", "")) or 0).first()
            data["purpose"] = campaign.purpose.splitlines()[0][:300] if campaign else ""
        self.data = data

    def _fund_of(self, kind: str) -> Fund | None:
        code = DEFAULT_FUNDS.get(kind)
        funds = Fund.objects.open()
        return (funds.filter(code=code).first() if code else None) or funds.filter(kind="general").first()

    def _account_of(self, currency: str, chosen: str | None = None) -> MoneyAccount | None:
        """Return the account that was chosen if it may hold the money, or else the first of where it usually goes."""
        kinds, offered = KEPT_IN[self.method], self.fields["account"].queryset.filter(currency=currency)
        key = whole_number(chosen or "")
        return min(offered, key=lambda each: (each.pk != key, kinds.index(each.kind), each.pk), default=None)

    @property
    def receipt_text(self) -> str:
        """Return what the chosen fund has written on receipts."""
        pk = whole_number(str(self["fund"].value() or ""))
        fund = Fund.objects.filter(pk=pk).first() if pk else None
        return fund.receipt_text if fund else ""

    # Cleaning

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") and not cleaned.get("fund"):
            cleaned["fund"] = self._fund_of(cleaned["kind"])
        self._complete_rate(cleaned)
        for name, problem in check_gift(self.method, cleaned).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, problem)
        return cleaned

    def _complete_rate(self, cleaned: dict[str, Any]) -> None:
        currency = cleaned.get("currency")
        if currency == Currency.TRY:
            cleaned["rate"] = None
        elif currency and cleaned.get("rate") is None and "rate" not in self.errors:
            known = newest_rate(currency, cleaned.get("day"))
            cleaned["rate"] = known.rate if known else None

    @property
    def picked(self) -> str:
        """Return whom the form names: a donor's key, ANONYMOUS, NEW, or nothing yet."""
        return str(self["donor"].value() or "")

    @property
    def picked_donor(self) -> Donor | None:
        pk = whole_number(self.picked) if self.picked not in (ANONYMOUS, NEW) else None
        donors: Any = self.fields["donor"].queryset
        donor: Donor | None = donors.filter(pk=pk).first() if pk else None
        return donor

    @property
    def arrived(self) -> bool:
        """Whether its money is taken in with it."""
        return self.cleaned_data.get("is_here") == "1"

    def items(self) -> list[DonationItem] | None:
        """Return the goods as rows; None for what is no gift in kind."""
        return None

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields of the way of paying."""
        return [self[name] for name in FIELDS[self.method]]

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints are asked by `check_gift`, beside their fields, and held by the database."""
        return super()._get_validation_exclusions() | {"donor", "method"}  # type: ignore[misc,no-any-return]


class CashForm(GiftForm):
    method = PaymentMethod.CASH

    splits_seen = forms.BooleanField(
        label=_("Aynı gün verilen bu bağışlar gerçekten ayrı bağışlar; bölünmüş tek bir bağış değil"), required=False
    )
    collector = forms.ModelChoiceField(get_user_model().objects.none(), label=_("Tahsil eden"), required=False)

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, "collector")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people: Any = get_user_model()._default_manager
        takers = people.active().with_verb("donations.record_donations").values("pk")
        offered = people.filter(Q(pk__in=takers) | Q(pk=self.instance.collector_id or 0))
        self.fields["collector"].queryset = offered.order_by("name_key", "pk")

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [self["collector"]]


class ChequeForm(GiftForm):
    method = PaymentMethod.CHEQUE
    together: ClassVar = {"cheque_days": ("drawn_on", "due_on")}

    cheque_number = LineField(label=_("Çek/senet no"), max_length=30)
    bank_name = LineField(label=_("Banka"), max_length=80, help_text=_("Senette düzenleyenin adı."))
    drawn_on = TurkishDateField(label=_("Düzenlenme tarihi"), validators=[no_future_day])
    due_on = TurkishDateField(label=_("Vade"), may_lie_ahead=True)

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, *FIELDS[PaymentMethod.CHEQUE])

    def _account_of(self, currency: str, chosen: str | None = None) -> MoneyAccount | None:
        """Return the account that was chosen if it may hold the money, or else a bank, as which cheques are paid to."""
        offered = self.fields["account"].queryset.filter(currency=currency)
        return offered.filter(pk=whole_number(chosen or "") or 0).first() or bank_for_cheques(offered)


class PosForm(GiftForm):
    method = PaymentMethod.POS

    card_digits = LineField(
        label=_("Kartın son dört hanesi"),
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": "4", "autocomplete": "off"}),
    )
    terminal = LineField(label=_("POS no"), max_length=30, required=False)
    reference = LineField(label=_("Onay kodu"), max_length=64)

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, *FIELDS[PaymentMethod.POS])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["card_brand"].required = True


class OnlineForm(GiftForm):
    method = PaymentMethod.ONLINE

    reference = LineField(label=_("İşlem no"), max_length=64)
    three_d_secure = forms.TypedChoiceField(
        label=_("3D Secure"),
        choices=[("", ""), ("1", _("Evet")), ("0", _("Hayır"))],
        coerce=lambda value: value in ("1", "True"),
        empty_value=None,
    )

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, *FIELDS[PaymentMethod.ONLINE])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["gateway"].required = True
        if self.initial.get("three_d_secure") is not None:
            self.initial["three_d_secure"] = "1" if self.initial["three_d_secure"] else "0"


class BankForm(GiftForm):
    method = PaymentMethod.BANK
    secrets: ClassVar = {"sender_account": mask_iban}

    bank_name = LineField(label=_("Gönderen banka"), max_length=80, required=False)
    sender_account = SenderField(label=_("Gönderen IBAN/hesap"), max_length=40, required=False)
    reference = LineField(label=_("Dekont/işlem no"), max_length=64, required=False)

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, *FIELDS[PaymentMethod.BANK])


class SmsForm(GiftForm):
    method = PaymentMethod.SMS
    secrets: ClassVar = {"sms_phone": mask_phone}

    sms_phone = PhoneField(label=_("Gönderen telefon"), required=False)
    sms_code = LineField(label=_("SMS kodu"), max_length=20, required=False)
    billing_month = MonthField(label=_("Fatura ayı"))

    class Meta(GiftForm.Meta):
        fields = (*_COMMON, *FIELDS[PaymentMethod.SMS])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["operator"].required = True


class InKindForm(GiftForm):
    """Its amount is what its goods are worth, in lira."""

    method = PaymentMethod.IN_KIND

    amount = rate = None  # type: ignore[assignment]
    place = LineField(label=_("Konduğu yer"), max_length=100)
    condition = LineField(label=_("Durumu"), max_length=200, required=False)
    invoice_number = LineField(label=_("Bağışçının fatura no"), max_length=30, required=False)

    class Meta(GiftForm.Meta):
        fields = (
            *(name for name in _COMMON if name not in ("amount", "currency", "rate")),
            *FIELDS[PaymentMethod.IN_KIND],
        )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sent = self.is_bound and "goods-TOTAL_FORMS" in self.data  # there are no lines before this way was chosen
        self.goods = GoodsFormSet(self.data if sent else None, prefix="goods", goods=_goods_of(self.instance))

    def _say_rates(self) -> None:
        pass

    def values_of(self, row: Any) -> dict[str, Any]:
        return super().values_of(row) | {"goods": _goods_of(row)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.goods.is_valid():
            self.add_error(None, _("Mallardaki hataları düzeltin."))
        elif not self.goods.goods():
            self.add_error(None, _("En az bir mal yazın."))
        else:
            cleaned["goods"] = self.goods.goods()
        return cleaned

    def items(self) -> list[DonationItem] | None:
        """Return the goods as rows: the merged ones of an edited donation, the typed ones of a new one."""
        values = self.merged.values if self.merged else self.cleaned_data
        return [each.row() for each in values["goods"]]

    def unjudge(self) -> None:
        super().unjudge()
        if not self.goods.is_bound:
            return
        self.goods._errors, self.goods._non_form_errors = [{} for _form in self.goods.forms], ErrorList()
        for form in self.goods.forms:
            form._errors = ErrorDict()

    def label_of(self, name: str) -> str:
        return str(_("Mallar")) if name == "goods" else super().label_of(name)

    def in_words(self, name: str, value: Any) -> str:
        if name != "goods":
            return super().in_words(name, value)
        return ", ".join(f"{each.category} {format_money(each.value)}" for each in value)

    def inputs_of(self, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
        names = tuple(names)
        if names[0] != "goods":
            return super().inputs_of(names, values)
        return {"goods": {"lines": [form.typed() for form in self.goods.initial_forms]}}

    def typed(self) -> dict[str, list[str]]:
        lines = {f"{form.prefix}-{name}": [value] for form in self.goods.forms for name, value in form.typed().items()}
        management = self.goods.management_form
        counts = {management.add_prefix(name): [str(management[name].value())] for name in management.fields}
        return super().typed() | counts | lines


FORMS: dict[str, type[GiftForm]] = {
    each.method: each for each in (CashForm, ChequeForm, PosForm, OnlineForm, BankForm, SmsForm, InKindForm)
}


def _goods_of(row: Donation) -> list[Goods]:
    return sorted(Goods.of(each) for each in row.items.all()) if row.pk else []


def _open_or(model: Any, kept: int | None) -> Any:
    return model.objects.filter(Q(state="open") | Q(pk=kept or 0))
