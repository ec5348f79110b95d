"""What a new action asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TextField, TurkishDateField
from tasks.models.task import LONGEST_DESCRIPTION
from tasks.policy import assignable

from ..models import Meeting
from ..models.meeting import SHORTEST_TITLE


class ActionForm(forms.Form):
    """What a meeting wants done, by whom and until when."""

    title = LineField(label=_("Yapılacak iş"), min_length=SHORTEST_TITLE, max_length=100)
    description = TextField(
        label=_("Açıklama"), max_length=LONGEST_DESCRIPTION, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    responsible: Any = forms.ModelChoiceField(None, label=_("Sorumlu"), required=False, empty_label=_("Kimsede değil"))
    due_on = TurkishDateField(label=_("Son gün"), required=False, may_lie_ahead=True)
    decision: Any = forms.ModelChoiceField(None, label=_("Karar"), required=False, empty_label=_("Belirtilmedi"))
    agenda_item: Any = forms.ModelChoiceField(
        None, label=_("Gündem maddesi"), required=False, empty_label=_("Belirtilmedi")
    )

    def __init__(self, *args: Any, meeting: Meeting, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["responsible"].queryset = assignable(by)
        self.fields["decision"].queryset = meeting.decisions.order_by("year", "number")
        self.fields["agenda_item"].queryset = meeting.agenda.all()
