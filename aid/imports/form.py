"""The form of an application as a sheet fills it in: five figures and how far it was."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.choices import Priority
from beneficiaries.models import Household
from kafkasder.core.fields import LineField, MoneyField, TurkishDateField, no_future_day

from ..choices import AidKind, ApplicantType, Frequency, Source, Unit
from ..models import AidApplication, AskedAid
from ..models.application import LONGEST_TEXT
from ..states import CLOSED, GRANTED, Stage
from .columns import OldStatus

FIGURES: Final = ("one_time_aid", "regular_financial_aid", "regular_food_aid", "in_kind_aid", "service_referral")


def _figure(**options: Any) -> forms.DecimalField:
    return MoneyField(required=False, max_digits=10, **options)


class ApplicationImportForm(forms.Form):
    """A row of the sheet. `household` is whom its file or identity number names, if it names any."""

    file_number = LineField(required=False)
    identity_number = LineField(required=False)
    applicant_type = forms.ChoiceField(choices=ApplicantType, required=False)
    applicant_name = LineField(max_length=150, required=False)
    applied_on = TurkishDateField(validators=[no_future_day])
    one_time_aid = _figure()
    regular_financial_aid = _figure()
    regular_food_aid = _figure()
    in_kind_aid = _figure()
    service_referral = _figure()
    months = forms.IntegerField(min_value=1, max_value=60, required=False)
    stage = forms.ChoiceField(choices=Stage, required=False)
    status = forms.ChoiceField(choices=OldStatus, required=False)
    stage_on = TurkishDateField(required=False, validators=[no_future_day])
    priority = forms.ChoiceField(choices=Priority, required=False)
    source = forms.ChoiceField(choices=Source, required=False)
    description = forms.CharField(max_length=LONGEST_TEXT, required=False)
    notes = forms.CharField(max_length=LONGEST_TEXT, required=False)

    def __init__(self, *args: Any, household: Household | None, person: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.household, self.person = household, person

    def clean_stage(self) -> str:
        stage: str = self.cleaned_data["stage"] or Stage.DRAFT
        if stage == Stage.REJECTED:
            told = _("Ret, nedeni ve gerekçesiyle panelde yazılır; bu satırı inceleniyor olarak aktarın.")
            raise forms.ValidationError(told, code="rejected")
        return stage

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_applicant(cleaned)
        if not any(cleaned.get(name) for name in FIGURES) and not self.errors:
            self.add_error("one_time_aid", _("Ne istendiği yazılmamış: beş sütundan biri dolu olmalıdır."))
        first, last = cleaned.get("applied_on"), cleaned.get("stage_on")
        if first and last and last < first:
            self.add_error("stage_on", _("Başvuru tarihinden önce olamaz."))
        return cleaned

    def _check_applicant(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("applicant_type") or ApplicantType.PERSON
        cleaned["applicant_type"] = kind
        if kind != ApplicantType.PERSON and not cleaned.get("applicant_name"):
            self.add_error("applicant_name", _("Başvuran kurumun adını yazın."))
        if kind == ApplicantType.PERSON and self.household is None and not self.errors:
            named = "file_number" if cleaned.get("file_number") else "identity_number"
            self.add_error(named, _("Bu numarayla kayıtlı hane yok."))

    @property
    def our_stage(self) -> str:
        """The stage of ours: what was closed ended, in help if it had been granted."""
        stage: str = self.cleaned_data["stage"]
        if self.cleaned_data["status"] != OldStatus.CLOSED or stage in CLOSED:
            return stage
        return Stage.COMPLETED if stage in GRANTED else Stage.WITHDRAWN

    def application(self) -> AidApplication:
        given = self.cleaned_data
        is_person = given["applicant_type"] == ApplicantType.PERSON
        return AidApplication(
            applicant_type=given["applicant_type"],
            household=self.household,
            person=self.person if is_person else None,
            applicant_name="" if is_person else given["applicant_name"],
            applied_on=given["applied_on"],
            source=given["source"] or Source.OTHER,
            priority=given["priority"] or Priority.NORMAL,
            description=given["description"],
            notes=given["notes"],
        )

    def asked(self) -> list[AskedAid]:
        """Return the figures that are not nothing as what is asked for; regular help as often as months are told."""
        given, months = self.cleaned_data, self.cleaned_data["months"] or 1
        monthly = {"frequency": Frequency.MONTHLY, "times": months}
        makers: dict[str, Any] = {
            "one_time_aid": lambda value: AskedAid(kind=AidKind.CASH, amount=value),
            "regular_financial_aid": lambda value: AskedAid(
                kind=_regular_cash(given), amount=value, note=str(_("Düzenli nakdi yardım")), **monthly
            ),
            "regular_food_aid": lambda value: AskedAid(kind=AidKind.FOOD, quantity=value, unit=Unit.PACKAGE, **monthly),
            "in_kind_aid": lambda value: AskedAid(kind=AidKind.IN_KIND, quantity=value, unit=Unit.PIECE),
            "service_referral": lambda value: AskedAid(kind=AidKind.REFERRAL, quantity=value, unit=Unit.TIME),
        }
        return [make(value) for name, make in makers.items() if (value := given[name] or Decimal(0))]

    @property
    def day_of_stage(self) -> date:
        """The day of the last step: that of the application if no other is told."""
        return self.cleaned_data["stage_on"] or self.cleaned_data["applied_on"]


def _regular_cash(given: dict[str, Any]) -> str:
    """Money once and money each month are two kinds: a kind stands once in an application."""
    return AidKind.OTHER if given["one_time_aid"] else AidKind.CASH
