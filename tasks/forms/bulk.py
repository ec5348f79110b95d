"""What is given to many tasks at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.fields import LineField, TurkishDateField

from ..models import Priority
from ..states import TaskState
from .actions import AssignForm


class BulkForm(forms.Form):
    """Offered to `by`."""

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)


class BulkStateForm(BulkForm):
    target = forms.ChoiceField(label=_("Yeni durum"), choices=TaskState, widget=forms.RadioSelect)
    reason = LineField(label=_("Neden"), max_length=300, required=False, help_text=_("İptal ederken zorunludur."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("target") == TaskState.CANCELLED and not cleaned.get("reason"):
            self.add_error("reason", _("Lütfen nedenini yazın."))
        return cleaned


class BulkAssignForm(AssignForm):
    """Who is responsible for all of them."""


class BulkPriorityForm(BulkForm):
    priority = forms.ChoiceField(label=_("Öncelik"), choices=Priority, initial=Priority.NORMAL)


class BulkDueForm(BulkForm):
    due_on = TurkishDateField(label=_("Son gün"), may_lie_ahead=True)

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(_("Son gün bugün ya da sonrası olmalıdır."), code="past_day")
        return day
