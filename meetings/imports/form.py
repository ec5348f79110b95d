"""The form of a meeting as a sheet fills it in: by its day and hours, with its agenda in one cell."""

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.editing import RecordForm
from kafkasder.core.fields import LineField, TurkishDateField
from kafkasder.core.text import squeeze

from ..choices import MeetingKind
from ..models import Meeting
from ..models.meeting import SHORTEST_TITLE
from ..services.agenda import MOST_ITEMS
from ..services.meetings import AHEAD

_USUAL = timedelta(minutes=90)
_BETWEEN = re.compile(r"[;\n]")


class MeetingImportForm(RecordForm):
    """A meeting of a sheet. One that has begun was, so it is recorded afterwards."""

    title = LineField(min_length=SHORTEST_TITLE, max_length=200)
    day = TurkishDateField(may_lie_ahead=True)
    hour = forms.TimeField(required=False)
    until = forms.TimeField(required=False)
    kind = forms.ChoiceField(choices=MeetingKind, required=False)
    agenda = forms.CharField(required=False, max_length=12_000)

    class Meta:
        model = Meeting
        fields = ("title", "kind", "place", "description", "notes")

    afterwards = False

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or MeetingKind.OTHER

    def clean_agenda(self) -> list[str]:
        points = [squeeze(point)[:200] for point in _BETWEEN.split(self.cleaned_data["agenda"])]
        points = [point for point in points if point]
        if len(points) > MOST_ITEMS:
            raise ValidationError(_("Gündemde en çok 60 madde olabilir."), code="items_many")
        return points

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if day := cleaned.get("day"):
            zone = timezone.get_default_timezone()
            start = datetime.combine(day, cleaned.get("hour") or datetime.min.time(), zone)
            end = datetime.combine(day, cleaned["until"], zone) if cleaned.get("until") else start + _USUAL
            if end <= start:
                self.add_error("until", _("Toplantı başlangıcından sonra bitmelidir."))
            self.afterwards = start <= timezone.now()
            if not self.afterwards and start < timezone.now() + AHEAD:
                self.add_error("day", _("Yeni toplantı en az bir saat sonra başlamalıdır."))
            self.instance.starts_at, self.instance.ends_at = start, end
        return cleaned
