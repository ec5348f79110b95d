"""What may be typed about a household and about what it lives on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.utils import ErrorDict, ErrorList
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from accounts.models import AuditEntry, User
from accounts.models.audit import Action
from kafkasder.core.fields import LineField, MoneyField, NameField, PhoneField
from kafkasder.core.identifiers import mask_phone
from kafkasder.core.money import format_money
from kafkasder.core.numbers import whole_number

from ..choices import Category, ExpenseKind, IncomeSource
from ..models import BudgetLine, Currency, District, Household, Province
from .rules import check_household, clean_neighbourhood, report

BLANK_LINES = 2
A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Line:
    """A line of the budget as a form cleans it and a merge compares it."""

    source: str
    amount: Decimal
    currency: str
    note: str

    @classmethod
    def of(cls, row: BudgetLine) -> "Line":
        return cls(row.source, row.amount, row.currency, row.note)


class BudgetLineForm(forms.Form):
    columns = ("source", "amount", "currency", "note")

    source = forms.ChoiceField(label=_("Kaynak"))
    amount = MoneyField(label=_("Aylık tutar"))
    currency = forms.ChoiceField(label=_("Para birimi"), choices=Currency, initial=Currency.TRY)
    note = LineField(label=_("Açıklama"), max_length=200, required=False)

    def __init__(self, *args: Any, sources: type[models.TextChoices], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].choices = [("", _("Seçilmedi")), *sources.choices]

    def line(self) -> Line:
        return Line(*(self.cleaned_data[name] for name in self.columns))

    def typed(self) -> dict[str, str]:
        """Return what a person would type for this line."""
        return {name: str(self[name].value() or "") for name in self.columns}


class BudgetFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """The lines of one side of the budget; a ticked line is left out."""

    def __init__(self, data: Any, *, sources: type[models.TextChoices], lines: Iterable[Line], **options: Any) -> None:
        # What is stored may have grown since the form opened: a blank line that was filled must not count as unchanged.
        initial = [asdict(line) for line in lines] if data is None else None
        super().__init__(data, initial=initial, form_kwargs={"sources": sources}, **options)

    def add_fields(self, form: BudgetLineForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Sil")

    def lines(self) -> list[Line]:
        filled = [form for form in self.forms if form.cleaned_data.get("source") and form not in self.deleted_forms]
        return sorted(form.line() for form in filled)


_FormSet: Any = forms.formset_factory(
    BudgetLineForm, formset=BudgetFormSet, extra=BLANK_LINES, can_delete=True, max_num=30, validate_max=True
)


class HouseholdForm(RecordForm):
    """A new or an existing household with both sides of its budget. State and head have pages of their own."""

    secrets: ClassVar = {"phone": mask_phone, "reference_phone": mask_phone}
    together: ClassVar = {"place": ("province", "district")}
    budget_sides: ClassVar = {
        "incomes": (BudgetLine.Kind.INCOME, IncomeSource, _("Aylık gelirler")),
        "expenses": (BudgetLine.Kind.EXPENSE, ExpenseKind, _("Aylık giderler")),
    }

    province = forms.ModelChoiceField(Province.objects.all(), label=_("İl"), required=False)
    district = forms.ModelChoiceField(District.objects.none(), label=_("İlçe"), required=False)
    neighbourhood = LineField(label=_("Mahalle"), max_length=100, required=False)
    phone = PhoneField(label=_("Hane telefonu"), required=False)
    reference_name = NameField(label=_("Referans kişi"), max_length=150, required=False)
    reference_phone = PhoneField(label=_("Referansın telefonu"), required=False)
    categories = forms.MultipleChoiceField(
        label=_("Kategoriler"), choices=Category, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Household
        fields = (
            "province",
            "district",
            "neighbourhood",
            "address",
            "phone",
            "housing",
            "heating",
            "categories",
            "priority",
            "is_emergency",
            "assigned_to",
            "reference_name",
            "reference_phone",
            "reference_relation",
            "notes",
        )
        field_classes: ClassVar = {"reference_relation": LineField}
        widgets: ClassVar = {"address": forms.Textarea, "notes": forms.Textarea}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer_districts()
        self._offer_colleagues()
        self.budget = {side: self._formset(side) for side in self.budget_sides}

    @property
    def incomes(self) -> BudgetFormSet:
        return self.budget["incomes"]

    @property
    def expenses(self) -> BudgetFormSet:
        return self.budget["expenses"]

    def _offer_districts(self) -> None:
        """Offer the districts of the chosen province; a script fetches others when another one is chosen."""
        province = whole_number(str(self["province"].value()))
        self.fields["district"].queryset = District.objects.filter(province_id=province)
        self.fields["province"].widget.attrs |= {
            "hx-get": reverse_lazy("beneficiaries:district_options"),
            "hx-target": f"#{self['district'].id_for_label}",
            "hx-trigger": "change",
        }

    def _offer_colleagues(self) -> None:
        offered = models.Q(is_active=True) | models.Q(pk=self.instance.assigned_to_id)
        self.fields["assigned_to"].queryset = User.objects.filter(offered).order_by("name_key")

    def _formset(self, side: str) -> BudgetFormSet:
        _kind, sources, _label = self.budget_sides[side]
        data = self.data if self.is_bound else None
        return _FormSet(data, prefix=side, sources=sources, lines=self._stored_lines(self.instance)[side])

    def _stored_lines(self, row: Household) -> dict[str, list[Line]]:
        rows = list(row.budget_lines.all()) if row.pk else []
        return {
            side: sorted(Line.of(each) for each in rows if each.kind == kind)
            for side, (kind, _sources, _label) in self.budget_sides.items()
        }

    def values_of(self, row: Any) -> dict[str, Any]:
        values = super().values_of(row)
        return values | {"categories": sorted(values["categories"])} | self._stored_lines(row)

    def clean_neighbourhood(self) -> str:
        return clean_neighbourhood(self.cleaned_data["neighbourhood"])

    def clean_categories(self) -> list[str]:
        return sorted(self.cleaned_data["categories"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        report(self, check_household(cleaned))
        for side, formset in self.budget.items():
            if formset.is_valid():
                cleaned[side] = formset.lines()
            else:
                self.add_error(None, _("Gelir ve giderlerdeki hataları düzeltin."))
        return cleaned

    def unjudge(self) -> None:
        super().unjudge()
        for formset in self.budget.values():
            formset._errors, formset._non_form_errors = [{} for _form in formset.forms], ErrorList()
            for form in formset.forms:
                form._errors = ErrorDict()

    def lines_to_store(self) -> list[BudgetLine]:
        """Return both sides of the budget as rows: the merged ones of an edited household, the typed ones of a new."""
        values = self.merged.values if self.merged else self.cleaned_data
        return [
            BudgetLine(kind=kind, **asdict(line))
            for side, (kind, _sources, _label) in self.budget_sides.items()
            for line in values[side]
        ]

    def in_words(self, name: str, value: Any) -> str:
        if name not in self.budget_sides:
            return super().in_words(name, value)
        sources = self.budget_sides[name][1]
        return ", ".join(f"{sources(line.source).label} {format_money(line.amount, line.currency)}" for line in value)

    def inputs_of(self, names: Iterable[str], values: Iterable[Any]) -> dict[str, Any]:
        names = tuple(names)
        if names[0] not in self.budget_sides:
            return super().inputs_of(names, values)
        (side,) = names
        return {side: {"lines": [form.typed() for form in self.budget[side].initial_forms]}}

    def typed(self) -> dict[str, list[str]]:
        lines = {
            f"{form.prefix}-{name}": [value]
            for formset in self.budget.values()
            for form in formset.forms
            for name, value in form.typed().items()
        }
        counts = {
            formset.management_form.add_prefix(name): [str(formset.management_form[name].value())]
            for formset in self.budget.values()
            for name in formset.management_form.fields
        }
        return super().typed() | counts | lines

    def changes_of(self, name: str) -> list[AuditEntry]:
        if name not in self.budget_sides:
            return super().changes_of(name)
        kind, _sources, _label = self.budget_sides[name]
        return [entry for entry, of_kind in self._budget_changes if of_kind == kind]

    @cached_property
    def _budget_changes(self) -> list[tuple[AuditEntry, str]]:
        """The changes of the lines there are, and the deletions of a day, newest first, each with its side."""
        kinds = {str(line.pk): line.kind for line in self.instance.budget_lines.all()}
        trail = AuditEntry.objects.filter(table_name=BudgetLine._meta.db_table)
        gone = trail.filter(action=Action.DELETE, at__gt=timezone.now() - A_DAY)
        entries = list(trail.filter(row_pk__in=kinds)) + list(
            gone.filter(changes__household_id__0=self.instance.pk).order_by()
        )
        entries.sort(key=lambda entry: entry.pk, reverse=True)
        return [(entry, kinds.get(entry.row_pk) or entry.changes["kind"][0]) for entry in entries]

    def label_of(self, name: str) -> str:
        return str(self.budget_sides[name][2]) if name in self.budget_sides else super().label_of(name)
