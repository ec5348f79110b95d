"""The form of a donor as a sheet fills it in: with consents beside it."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TurkishDateField, no_future_day

from ..choices import REACHED_BY, Channel
from ..forms import DonorForm
from .columns import consent_field, district_in
from .words import NO, YES

_WORDS = [(YES, _("Evet")), (NO, _("Hayır"))]


class DonorImportForm(DonorForm):
    """A donor of a sheet.

    A yes without a day undoes no withdrawal, since nobody knows which came later. With `keeps_known` the sheet changes
    nobody who is registered, so what it says of them is not judged.
    """

    consent_on = TurkishDateField(required=False, validators=[no_future_day])

    def __init__(self, *args: Any, keeps_known: bool, **options: Any) -> None:
        self.keeps_known = keeps_known
        super().__init__(*args, **options)
        for channel in Channel:
            self.fields[consent_field(channel)] = forms.ChoiceField(choices=_WORDS, required=False)
            if self.is_edit:
                self.initial[consent_field(channel)] = YES if channel in self.instance.consents else ""

    def _offer_districts(self) -> None:
        """A sheet spells districts as people do."""

    def clean_district(self) -> str:
        province, text = self.cleaned_data.get("province"), str(self.cleaned_data["district"])
        return district_in(str(province or ""), text)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not (self.is_edit and self.keeps_known):
            for channel, given in self.words():
                if given:
                    self._check_consent(channel, cleaned)
        return cleaned

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields of the row that differ, and the consents that the sheet says anew."""
        own = [name for name in super().changed_data if name in self._model_fields()]
        return own + [consent_field(channel) for channel, _given in self.words()]

    def words(self) -> Iterator[tuple[Channel, bool]]:
        """Yield what the sheet says anew: of which channel, and whether it may be used."""
        for channel in Channel:
            said = getattr(self, "cleaned_data", {}).get(consent_field(channel))
            stands = self.is_edit and channel in self.instance.consents
            if said == YES and not stands:
                yield channel, True
            elif said == NO and stands:
                yield channel, False

    def said_at(self) -> datetime | None:
        """Return the moment of the sheet's consents: the noon of their day."""
        day = self.cleaned_data.get("consent_on")
        if day is None:
            return None
        noon = timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())
        return min(noon, timezone.now())

    def _check_consent(self, channel: Channel, cleaned: dict[str, Any]) -> None:
        name = consent_field(channel)
        if not cleaned.get(REACHED_BY[channel]):
            self.add_error(name, ValidationError(_("Bu kanal için kayıtlı bir bilgi yok; önce onu yazın.")))
        elif self.is_edit and self.said_at() is None and self._was_withdrawn(channel):
            self.add_error(name, ValidationError(_("Bu izin geri çekilmiş; yeni iznin tarihini yazın.")))

    def _was_withdrawn(self, channel: Channel) -> bool:
        return bool(self.instance.consent_history.filter(channel=channel, given=False).exists())
