"""The form of a task."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TurkishDateField

from ..models import Task
from ..models.task import SHORTEST_TITLE
from ..policy import assignable
from .fields import RepeatField, TagsField


class TaskForm(RecordForm):
    """A task as `by` writes it, who is offered the people to whom they may give it."""

    together = {"due": ("due_on", "due_time", "repeat", "repeat_until")}  # one without the other is refused

    title = LineField(label=_("Başlık"), min_length=SHORTEST_TITLE, max_length=100)
    due_on = TurkishDateField(label=_("Son gün"), required=False, may_lie_ahead=True)
    due_time = forms.TimeField(
        label=_("Saat"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("İsterseniz; boşsa günün sonuna kadar."),
    )
    category = LineField(label=_("Kategori"), max_length=50, required=False)
    tags = TagsField(label=_("Etiketler"), required=False, help_text=_("Virgülle ayırın, en çok 10. Örnek: kış, kömür"))
    repeat = RepeatField(label=_("Tekrar"), required=False)
    repeat_until = TurkishDateField(
        label=_("Tekrarın bitişi"), required=False, may_lie_ahead=True, help_text=_("İsterseniz; boşsa bitmez.")
    )

    class Meta:
        model = Task
        fields = (
            "title",
            "description",
            "responsible",
            "priority",
            "due_on",
            "due_time",
            "repeat",
            "repeat_until",
            "category",
            "tags",
        )
        labels = {"description": _("Açıklama"), "responsible": _("Sorumlu"), "priority": _("Öncelik")}

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["repeat"].offer(self.instance.repeat)
        self.offer_people(by)

    def clean(self) -> dict[str, Any]:
        """What does not repeat needs no end; whoever takes the rule out has taken that out too."""
        cleaned: dict[str, Any] = super().clean()
        return cleaned if cleaned.get("repeat") else cleaned | {"repeat_until": None}

    def offer_people(self, by: Any) -> None:
        """Offer those to whom `by` may give the task, and who has it already."""
        people = assignable(by).values("pk")
        chosen = get_user_model()._default_manager.filter(Q(pk__in=people) | Q(pk=self.instance.responsible_id or 0))
        self.fields["responsible"].queryset = chosen.order_by("name_key", "pk")
        self.fields["responsible"].empty_label = _("Kimsede değil")
