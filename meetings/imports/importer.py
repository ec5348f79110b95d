"""Imports meetings: each row is one, known again by its title and its day; what is there stays as it is."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kafkasder.core.imports import Mode, RowImporter

from .. import policy, services
from ..models import Meeting
from .columns import COLUMNS
from .form import MeetingImportForm


class MeetingImporter(RowImporter):
    """Old sheets hold meetings that have been: whoever imports them organises them, and nobody is told."""

    name, columns = "meetings", COLUMNS
    form, key = MeetingImportForm, ("title", "day")

    def __init__(self, *, by: Any, mode: Mode = Mode.INSERT) -> None:
        policy.can_import(by).require()
        if mode is not Mode.INSERT:
            raise ValidationError(_("Toplantılar yalnız eklenir; kayıtlı olan panelde değiştirilir."))
        super().__init__(by=by, mode=mode)
        self._forms: dict[int, MeetingImportForm] = {}

    def form_for(self, data: QueryDict | None, row: Any) -> MeetingImportForm:
        form = MeetingImportForm(data, instance=row)
        self._forms[id(form.instance)] = form
        return form

    def present(self) -> QuerySet[Meeting]:
        meetings: QuerySet[Meeting] = Meeting.objects.visible_to(self.by)
        return meetings

    def store(self, row: Meeting) -> None:
        form = self._forms[id(row)]
        agenda = form.cleaned_data["agenda"]
        services.create_meeting(meeting=row, by=self.by, afterwards=form.afterwards, agenda=agenda)
