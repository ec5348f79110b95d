"""How somebody wants to be told: a box for each kind and way, and hours."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..kinds import CATEGORIES, KINDS, Channel, Kind
from ..models import Preference, Rhythm

HOURS = [("", _("Özet istemiyorum"))] + [(str(hour), f"{hour:02d}:00") for hour in range(24)]


def offered_channels() -> list[Channel]:
    """Return the ways there are: no text messages without somebody who sends them."""
    return [each for each in Channel if each != Channel.SMS or settings.SMS_BACKEND]


class PreferencesForm(forms.Form):
    """`choices` and `hours` are what to store."""

    quiet_from = forms.TimeField(
        label=_("Sessiz saatlerin başı"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    quiet_to = forms.TimeField(
        label=_("Sessiz saatlerin sonu"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    digest_hour = forms.TypedChoiceField(
        label=_("Günlük özet"), choices=HOURS, required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        rhythm = Rhythm.objects.filter(user=user).first() or Rhythm(user=user)
        initial = {name: getattr(rhythm, name) for name in ("quiet_from", "quiet_to", "digest_hour")}
        super().__init__(*args, initial=initial, **options)
        self.kinds = list(KINDS.for_viewer(user))
        stored = {(row.kind, row.channel): row.wanted for row in Preference.objects.filter(user=user)}
        for kind in self.kinds:
            for channel in offered_channels():
                self._add(kind, channel, stored.get((kind.key, channel), channel in kind.channels))

    def _add(self, kind: Kind, channel: Channel, wanted: bool) -> None:
        is_kept = channel == Channel.PANEL and kind.keeps_panel
        self.fields[_name(kind, channel)] = forms.BooleanField(
            label=f"{kind.label}: {channel.label}", required=False, initial=wanted or is_kept, disabled=is_kept
        )

    @property
    def channels(self) -> list[Channel]:
        return offered_channels()

    def sections(self) -> Iterator[tuple[Any, list[tuple[Kind, list[tuple[Any, forms.BoundField]]]]]]:
        """Yield each category with its kinds, and these with a way and its box each."""
        for category in sorted(CATEGORIES.values(), key=lambda each: (each.order, each.key)):
            kinds = [kind for kind in self.kinds if kind.category == category.key]
            if kinds:
                yield (
                    category,
                    [(kind, [(way.label, self[_name(kind, way)]) for way in self.channels]) for kind in kinds],
                )

    def clean(self) -> None:
        begin, end = self.cleaned_data.get("quiet_from"), self.cleaned_data.get("quiet_to")
        if not self.errors and (bool(begin is None) != bool(end is None) or (begin is not None and begin == end)):
            raise ValidationError(_("Sessiz saatlerin başını ve sonunu birlikte ve farklı yazın."))

    @property
    def choices(self) -> dict[tuple[str, Channel], bool]:
        return {
            (kind.key, way): self.cleaned_data[_name(kind, way)]
            for kind in self.kinds
            for way in self.channels
            if not self.fields[_name(kind, way)].disabled
        }

    @property
    def hours(self) -> dict[str, time | int | None]:
        return {name: self.cleaned_data[name] for name in ("quiet_from", "quiet_to", "digest_hour")}


def _name(kind: Kind, channel: Channel) -> str:
    return f"{kind.key}-{channel}"
