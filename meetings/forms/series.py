"""What is typed about a meeting of a series and those after it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TextField

from ..models import Meeting
from ..models.meeting import LONGEST_TEXT, SHORTEST_TITLE
from ..policy import callable_people
from .meeting import titles_of

_DAY = 24 * 60


class SeriesForm(forms.Form):
    """What the meetings of a series have in common."""

    title = LineField(label=_("Başlık"), min_length=SHORTEST_TITLE, max_length=200)
    at = forms.TimeField(label=_("Saat"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    minutes = forms.IntegerField(label=_("Süre (dakika)"), min_value=1, max_value=_DAY)
    place = LineField(label=_("Yer"), max_length=200, required=False)
    link = forms.URLField(label=_("Bağlantı"), max_length=500, required=False, assume_scheme="https")
    description = TextField(
        label=_("Açıklama"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    people: Any = forms.ModelMultipleChoiceField(
        None, label=_("Katılımcılar"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agenda = TextField(label=_("Gündem"), required=False, max_length=12_000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        series: Any = meeting.series
        initial = {name: getattr(series, name) for name in ("title", "at", "minutes", "place", "link", "description")}
        initial |= {
            "agenda": "\n".join(series.agenda),
            "people": list(series.members.values_list("user", flat=True)),
        }
        super().__init__(*args, initial=initial, **options)
        self.fields["people"].queryset = callable_people().exclude(pk=series.organiser_id)
        self.fields["people"].empty_label = None  # which is for one choice among several

    def clean_agenda(self) -> list[str]:
        return titles_of(self.cleaned_data["agenda"])
