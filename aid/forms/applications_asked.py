"""What may be typed about one kind of help that is asked for, and about the papers that it takes."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from finance.choices import Currency
from kafkasder.core.editing import EditForm
from kafkasder.core.fields import LineField, MoneyField

from ..choices import PERSONAL, AidKind, AskedPaper, Frequency, Unit
from ..models import AskedAid, AskedDocument
from .applications import people_of

BLANK_LINES = 2
_MOST_TIMES = 60


def check_asked(form: Any, cleaned: dict[str, Any]) -> None:
    """Say beside its field what the database would refuse of one asked kind of help."""
    amount, quantity = cleaned.get("amount"), cleaned.get("quantity")
    if amount is None and quantity is None and not {"amount", "quantity"} & form.errors.keys():
        form.add_error("amount", _("Tutar ya da miktar yazın."))
    for name, value in (("amount", amount), ("quantity", quantity)):
        if value is not None and value <= 0:
            form.add_error(name, _("Sıfırdan büyük olmalıdır."))
    if quantity and not cleaned.get("unit"):
        form.add_error("unit", _("Miktarın birimini seçin."))
    if quantity is None:
        cleaned["unit"] = ""
    if cleaned.get("frequency") == Frequency.ONCE:
        cleaned["times"] = 1
    if cleaned.get("person") and cleaned.get("kind") not in PERSONAL:
        form.add_error("person", _("Bu yardım haneye verilir; kişi seçilmez."))


class AskedForm(EditForm):
    """One kind of help, for the household or for one of its people."""

    together: ClassVar = {"often": ("frequency", "times"), "much": ("quantity", "unit")}

    person = forms.ModelChoiceField(
        Beneficiary.objects.none(),
        label=_("Kim için"),
        required=False,
        help_text=_("Yalnız bir kişiye verilen yardımlarda seçin."),
    )
    times = forms.IntegerField(label=_("Kaç kez"), min_value=1, max_value=_MOST_TIMES, initial=1)
    amount = MoneyField(label=_("Tutar (bir kez için)"), required=False)
    quantity = forms.DecimalField(label=_("Miktar"), max_digits=10, decimal_places=2, required=False, localize=True)
    note = LineField(label=_("Not"), max_length=200, required=False)

    class Meta:
        model = AskedAid
        fields = ("kind", "person", "frequency", "times", "amount", "currency", "quantity", "unit", "note")

    def __init__(self, *args: Any, by: Any, household: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = people_of(by, household.pk if household else None)
        kept = Beneficiary.objects.visible_to(by).filter(Q(pk=self.instance.person_id))
        self.fields["person"].queryset = (people | kept).distinct().order_by("name_key", "pk")
        if household is None:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        check_asked(self, cleaned)
        return cleaned


class AskedLineForm(forms.Form):
    """One kind of help as a line of a new application; for one person it is corrected on the application's page."""

    kind = forms.ChoiceField(label=_("Yardım türü"), choices=[("", _("Seçilmedi")), *AidKind.choices])
    amount = MoneyField(label=_("Tutar"), required=False)
    currency = forms.ChoiceField(label=_("Para birimi"), choices=Currency, initial=Currency.TRY)
    quantity = forms.DecimalField(label=_("Miktar"), max_digits=10, decimal_places=2, required=False, localize=True)
    unit = forms.ChoiceField(label=_("Birim"), choices=[("", _("Seçilmedi")), *Unit.choices], required=False)
    frequency = forms.ChoiceField(label=_("Sıklık"), choices=Frequency, initial=Frequency.ONCE)
    times = forms.IntegerField(label=_("Kaç kez"), min_value=1, max_value=_MOST_TIMES, initial=1)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_asked(self, cleaned)
        return cleaned

    def asked(self) -> AskedAid:
        names = ("kind", "amount", "currency", "quantity", "unit", "frequency", "times")
        return AskedAid(**{name: self.cleaned_data[name] for name in names})


class AskedLines(forms.BaseFormSet):  # type: ignore[type-arg]  # generic in the stubs only
    """What a new application asks for; a ticked line is left out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Sil")

    def clean(self) -> None:
        kinds = [form.cleaned_data["kind"] for form in self._filled()]
        if len(kinds) != len(set(kinds)):
            raise forms.ValidationError(_("Bir yardım türünü bir kez yazın."), code="asked_twice")

    def _filled(self) -> list[Any]:
        forms = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        return [form for form in forms if getattr(form, "cleaned_data", {}).get("kind")]

    def rows(self) -> list[AskedAid]:
        """Return what is asked for."""
        return [form.asked() for form in self._filled()]

    def unjudge(self) -> None:
        """Show what was typed without its errors."""
        self._errors: list[Any] = [{} for _form in self.forms]
        self._non_form_errors = ErrorList()
        for form in self.forms:
            form._errors = ErrorDict()


ASKED_LINES: Any = forms.formset_factory(
    AskedLineForm, formset=AskedLines, extra=BLANK_LINES, can_delete=True, max_num=15, validate_max=True
)


class PaperForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A paper that an application needs."""

    note = LineField(label=_("Not"), max_length=200, required=False)

    class Meta:
        model = AskedDocument
        fields = ("kind", "note")
        labels: ClassVar = {"kind": _("Evrak")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = AskedPaper.choices
