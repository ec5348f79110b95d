"""The form of a meeting, and of a new one with those who are called and what it is about."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, MomentField, TextField, TurkishDateField
from kafkasder.core.text import squeeze
from tasks.forms.fields import RepeatField

from ..models import Meeting
from ..models.meeting import SHORTEST_TITLE
from ..policy import callable_people
from ..repeating import repeat_choices
from ..services.agenda import MOST_ITEMS

_LONGEST_ITEM = 200


class MeetingForm(RecordForm):
    """A meeting."""

    together = {"span": ("starts_at", "ends_at")}  # one after the other

    title = LineField(label=_("Başlık"), min_length=SHORTEST_TITLE, max_length=200)
    starts_at = MomentField(label=_("Başlangıç"))
    ends_at = MomentField(label=_("Bitiş"))
    place = LineField(label=_("Yer"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Bağlantı"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Görüşme adresi, varsa."),
    )

    class Meta:
        model = Meeting
        fields = ("title", "kind", "description", "starts_at", "ends_at", "place", "link", "notes")
        labels = {"kind": _("Tür"), "description": _("Açıklama"), "notes": _("Notlar")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("Toplantı başlangıcından sonra bitmelidir."))
        return cleaned


class NewMeetingForm(MeetingForm):
    """A new meeting, which may have been already."""

    afterwards = forms.BooleanField(
        label=_("Sonradan kaydediyorum: bu toplantı yapıldı"),
        required=False,
        help_text=_("Kimseye davet gitmez."),
    )
    people: Any = forms.ModelMultipleChoiceField(
        None, label=_("Katılımcılar"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agenda = TextField(
        label=_("Gündem"),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Her satıra bir madde. Saat ve sunan sonra eklenebilir."),
    )

    repeat = RepeatField(label=_("Tekrar"), required=False)
    repeat_until = TurkishDateField(
        label=_("Tekrarın bitişi"), required=False, may_lie_ahead=True, help_text=_("İsterseniz; boşsa bitmez.")
    )

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["repeat"].choices = repeat_choices()
        self.fields["people"].queryset = callable_people().exclude(pk=by.pk)
        self.fields["people"].empty_label = None  # which is for one choice among several

    def clean_agenda(self) -> list[str]:
        return titles_of(self.cleaned_data["agenda"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("repeat") and cleaned.get("afterwards"):
            self.add_error("repeat", _("Genel kurul ve sonradan kaydedilen toplantı tekrarlanmaz."))
        return cleaned


def titles_of(text: str) -> list[str]:
    """Return the points of an agenda that somebody typed, one in each line."""
    titles = [title for line in text.splitlines() if (title := squeeze(line))]
    if len(titles) > MOST_ITEMS:
        raise ValidationError(_("Gündemde en çok 60 madde olabilir."), code="items_many")
    if any(len(title) > _LONGEST_ITEM for title in titles):
        raise ValidationError(_("Bir madde en çok 200 karakter olabilir."), code="item_long")
    return titles
