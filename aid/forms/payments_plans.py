"""The forms of plans: what a household is to get, once or month after month."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from beneficiaries.models import Beneficiary, Household
from finance.choices import AccountKind
from finance.models import Fund, MoneyAccount
from kafkasder.core.days import today
from kafkasder.core.editing import NO_CHOICE
from kafkasder.core.fields import LineField, MoneyField

from ..choices import PERSONAL, AidKind
from ..models import AidPlan, AskedAid
from ..templatetags.payments import month_words

MONTHS_BACK, MONTHS_AHEAD = 12, 24
_KINDS = (AccountKind.CASH, AccountKind.BANK, AccountKind.GOODS)


class MonthField(forms.TypedChoiceField):
    """A month, named by its first day; `also` is offered too, however far away it is."""

    def __init__(self, *, back: int = MONTHS_BACK, ahead: int = MONTHS_AHEAD, **options: Any) -> None:
        self.back, self.ahead = back, ahead
        super().__init__(coerce=date.fromisoformat, choices=self._months, empty_value=None, **options)

    def _months(self) -> list[tuple[str, str]]:
        now = today()
        number = now.year * 12 + now.month - 1
        months = [date(each // 12, each % 12 + 1, 1) for each in range(number - self.back, number + self.ahead + 1)]
        return [(month.isoformat(), month_words(month)) for month in months]


def this_month() -> date:
    return today().replace(day=1)


def offer_open(form: Any, name: str, rows: Any, chosen: int | None = None) -> None:
    """Offer in a form what is open, and what a row has already."""
    field = form.fields[name]
    field.queryset = rows.filter(Q(pk__in=rows.open().values("pk")) | Q(pk=chosen or 0)).order_by("name_key", "pk")
    field.empty_label = NO_CHOICE


class PlanForm(RecordForm):
    """What of a plan may be changed as long as it runs."""

    together: ClassVar = {"given": ("method", "amount", "quantity", "unit", "fund", "account")}

    amount = MoneyField(label=_("Tutar"), required=False, help_text=_("Bir kerede verilecek tutar."))
    note = LineField(label=_("Not"), max_length=200, required=False)

    class Meta:
        model = AidPlan
        fields = ("times", "method", "amount", "quantity", "unit", "fund", "account", "note")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_open(self, "fund", Fund.objects, self.instance.fund_id)
        offer_open(self, "account", MoneyAccount.objects.filter(kind__in=_KINDS), self.instance.account_id)
        self.fields["account"].help_text = _("Alınırken gider yazılmış mallarda boş bırakın.")
        self.fields["times"].help_text = _("Tek seferlik yardımda 1.")


class NewPlanForm(PlanForm):
    """A new plan for a household, or of what was granted to it."""

    together: ClassVar = PlanForm.together | {"when": ("frequency", "first_month", "times"), "whom": ("kind", "person")}

    first_month = MonthField(label=_("İlk ay"), initial=this_month)

    class Meta(PlanForm.Meta):
        fields = ("kind", "person", "frequency", "first_month", *PlanForm.Meta.fields)

    def __init__(self, *args: Any, household: Household, asked: AskedAid | None = None, **options: Any) -> None:
        initial = granted(asked) if asked else {}
        super().__init__(*args, **{"initial": initial} | options)
        self.instance.household, self.instance.asked = household, asked
        if asked is not None:
            del self.fields["kind"], self.fields["person"]
            self.instance.kind, self.instance.person = asked.kind, asked.person
            return
        members: Any = self.fields["person"]
        members.queryset = Beneficiary.objects.filter(household=household, status="active").in_household_order()
        members.help_text = _("Yalnız bir kişiye verilen yardımlarda seçin.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("person") and cleaned.get("kind") not in PERSONAL:
            label = AidKind(cleaned["kind"]).label if cleaned.get("kind") else ""
            self.add_error("person", _("%(kind)s haneye verilir; kişi seçmeyin.") % {"kind": label})
        return cleaned


class ResumeForm(forms.Form):
    """From which month a paused plan goes on."""

    start = forms.TypedChoiceField(
        label=_("Hangi aydan devam etsin?"),
        coerce=date.fromisoformat,
        help_text=_("Durduğu aylar verilmez. Geçmiş bir ay seçerseniz o aydan bu yana verilmeyenler hemen hazırlanır."),
    )

    def __init__(self, *args: Any, months: list[date], **options: Any) -> None:
        super().__init__(*args, **options)
        now = this_month()
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (month.isoformat(), _past(month) if month < now else month_words(month)) for month in months
        ]


def _past(month: date) -> str:
    return gettext("%(month)s (geçmiş ay, geriye dönük verilir)") % {"month": month_words(month)}


def granted(asked: AskedAid) -> dict[str, Any]:
    """Return what a plan of a granted line begins with."""
    in_kind = asked.granted_amount is None
    return {
        "frequency": asked.frequency,
        "times": asked.granted_times,
        "method": "in_kind" if in_kind else "bank",
        "amount": asked.granted_amount,
        "quantity": asked.granted_quantity,
        "unit": asked.unit,
    }
