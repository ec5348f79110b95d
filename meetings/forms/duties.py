"""What is typed about duties."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.fields import LineField, TurkishDateField

from ..choices import TermKey
from ..models import LegalDuty
from ..own_duties import BY_HAND, OTHER, OTHER_LABEL
from ..policy import duty_owners
from ..terms import term


def _owner() -> Any:
    return forms.ModelChoiceField(None, label=_("Sorumlu"), required=False, empty_label=_("Kimsede değil"))


class NewDutyForm(forms.Form):
    """A duty that nothing in the panel tells of: what happened when, or until when it is to be done."""

    kind = forms.ChoiceField(
        label=_("Tür"), choices=[*((key, label) for key, (label, _term) in BY_HAND.items()), (OTHER, OTHER_LABEL)]
    )
    title = LineField(label=_("Yükümlülük"), max_length=200)
    happened_on = TurkishDateField(
        label=_("Olay günü"), required=False, help_text=_("Değişikliğin, tapunun ya da gönderimin günü.")
    )
    due_on = TurkishDateField(
        label=_("Son gün"), required=False, may_lie_ahead=True, help_text=_("Boşsa yasal süreden hesaplanır.")
    )
    basis = LineField(label=_("Dayanak"), max_length=200, required=False)
    owner = _owner()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = duty_owners()

    def clean(self) -> dict[str, Any]:
        """Reckon the last day by the term of its kind where none was typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("due_on") is None and "due_on" not in self.errors:
            cleaned["due_on"] = self._reckoned(cleaned)
            if cleaned["due_on"] is None:
                self.add_error("due_on", _("Son günü ya da olay gününü yazın."))
        return cleaned

    def _reckoned(self, cleaned: dict[str, Any]) -> Any:
        happened, kind = cleaned.get("happened_on"), cleaned.get("kind")
        days = term(BY_HAND[kind][1], happened) if happened and kind in BY_HAND else None
        return None if happened is None or days is None else happened + timedelta(days=days)

    def duty(self) -> LegalDuty:
        """Return what was typed, with the day from which on it is reminded of."""
        told = {name: self.cleaned_data[name] for name in ("kind", "title", "due_on", "basis", "owner")}
        return LegalDuty(**told, warn_on=told["due_on"] - timedelta(days=term(TermKey.WARN_BEFORE) or 0))


class GiveForm(forms.Form):
    """Who minds a duty, and from when on they are reminded."""

    owner = _owner()
    warn_on = TurkishDateField(label=_("Hatırlatma günü"), may_lie_ahead=True)

    def __init__(self, *args: Any, duty: LegalDuty, **options: Any) -> None:
        super().__init__(*args, initial={"owner": duty.owner_id, "warn_on": duty.warn_on}, **options)
        self.fields["owner"].queryset = duty_owners(duty.verb)


class CompleteForm(forms.Form):
    """When a duty was done, and what proves it."""

    done_on = TurkishDateField(label=_("Yapıldığı gün"), initial=today)
    note = LineField(
        label=_("Kanıt"), max_length=300, required=False, help_text=_("DERBİS işlem no, evrak kayıt no gibi.")
    )
    upload = forms.FileField(label=_("Kanıt dosyası"), required=False)
