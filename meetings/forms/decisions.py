"""What is typed about decisions: a new one, a correction, and who follows one until when."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TextField, TurkishDateField
from tasks.forms.fields import TagsField

from ..models import Decision, Meeting
from ..models.decision import LONGEST_DECISION
from ..models.meeting import SHORTEST_TITLE
from ..policy import callable_people
from .links import SettlesField


def _title() -> LineField:
    return LineField(label=_("Konu"), min_length=SHORTEST_TITLE, max_length=200)


def _text() -> forms.CharField:
    return TextField(label=_("Karar metni"), max_length=LONGEST_DECISION, widget=forms.Textarea(attrs={"rows": 8}))


def _basis() -> LineField:
    return LineField(
        label=_("Dayanak"), max_length=300, required=False, help_text=_("Tüzük ya da yasa maddesi, varsa.")
    )


class FollowUpForm(RecordForm):
    """Who follows a decision, until when, and its tags."""

    due_on = TurkishDateField(label=_("Son gün"), required=False, may_lie_ahead=True)
    tags = TagsField(label=_("Etiketler"), required=False, help_text=_("Virgülle ayırın, en çok 10."))

    class Meta:
        model = Decision
        fields = ("owner", "due_on", "tags")
        labels = {"owner": _("Sorumlu")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = Q(pk=self.instance.owner_id or 0)
        people = get_user_model()._default_manager.filter(Q(pk__in=callable_people().values("pk")) | own)
        self.fields["owner"].queryset = people.order_by("name_key", "pk")


class NewDecisionForm(FollowUpForm):
    """A decision as a meeting adopts it."""

    title = _title()
    text = _text()
    legal_basis = _basis()
    agenda_item: Any = forms.ModelChoiceField(None, label=_("Gündem maddesi"), required=False)
    settles = SettlesField(
        label=_("Neyi karara bağlıyor?"),
        required=False,
        help_text=_("Makbuz bastırma, tahsil yetkisi, kasa sınırı gibi; sonra da bağlanabilir."),
    )
    field_order = ("title", "text", "legal_basis", "agenda_item", "settles", "owner", "due_on", "tags")

    class Meta(FollowUpForm.Meta):
        fields = ("title", "text", "legal_basis", "owner", "due_on", "tags")

    def __init__(self, *args: Any, meeting: Meeting, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["settles"].offer(by)
        self.fields["agenda_item"].queryset = meeting.agenda.all()

    def clean(self) -> dict[str, Any]:
        """The item is none of the row's own fields, which are given to whoever edits it later."""
        cleaned: dict[str, Any] = super().clean()
        self.instance.agenda_item = cleaned.get("agenda_item")
        return cleaned


class CorrectionForm(forms.Form):
    """Other words for a decision, and why."""

    title = _title()
    text = _text()
    legal_basis = _basis()
    reason = LineField(label=_("Düzeltme nedeni"), max_length=300)
