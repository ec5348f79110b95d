"""The form of a task as a sheet fills it in: with a state, and people by their names."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField
from kafkasder.core.text import fold, squeeze

from ..forms import TaskForm
from ..states import TaskState

_IMPORTED = _("İçe aktarıldı.")


class PersonField(forms.CharField):
    """Somebody by e-mail or by their whole name; `people` are those who may be meant, None for a name of several."""

    people: Mapping[str, Any] = {}

    def to_python(self, value: Any) -> Any:
        text = fold(squeeze(super().to_python(value) or ""))
        if not text:
            return None
        if text not in self.people:
            raise ValidationError(_("Görev verebileceğiniz böyle bir kullanıcı yok."), code="unknown_person")
        if self.people[text] is None:
            raise ValidationError(_("Bu adda birden çok kullanıcı var; e-postasını yazın."), code="many_people")
        return self.people[text]

    def prepare_value(self, value: Any) -> Any:
        return next((name for name, person in self.people.items() if person and person.pk == value), value)

    def run_validators(self, value: Any) -> None:
        """A person was found or refused as a whole."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        person = self.people.get(fold(squeeze(str(data or ""))))
        return bool(initial != (person.pk if person else None))


class TaskImportForm(TaskForm):
    """A task of a sheet. A state is taken for a new task alone: that of a known one changes on its own page."""

    responsible = PersonField(required=False)
    state = forms.ChoiceField(choices=TaskState, required=False)
    state_reason = LineField(max_length=300, required=False)

    def __init__(self, *args: Any, people: Mapping[str, Any], keeps_known: bool, **options: Any) -> None:
        self.keeps_known = keeps_known
        self.people = people
        super().__init__(*args, **options)

    def offer_people(self, by: Any) -> None:
        field: Any = self.fields["responsible"]
        field.people = self.people

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_edit:
            self.instance.state = self.cleaned_data.get("state") or TaskState.PENDING
            reason = self.cleaned_data.get("state_reason") or ""
            self.instance.state_reason = reason or str(_IMPORTED) if self.instance.state == TaskState.CANCELLED else ""
        elif not (self.keeps_known or self.instance.is_open) and {*self.changed_data} - {"stamp"}:
            raise ValidationError(_("Kapanmış görev değiştirilemez; önce yeniden açın."), code="closed")
        return cleaned
