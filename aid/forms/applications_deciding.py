"""What a decision asks for: what of each asked kind of help is granted, and why; a vote of the committee."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, MoneyField

from ..choices import DecisionKind, Frequency, RejectReason, Vote
from ..models import AidApplication, AskedAid
from ..services import Grant

LONGEST = 500
GRANTING = (DecisionKind.APPROVED, DecisionKind.PARTLY)


@dataclass(frozen=True)
class GrantLine:
    """The fields that say what of one asked kind of help is granted."""

    asked: AskedAid
    fields: list[Any]


def _reason(label: Any) -> LineField:
    return LineField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(forms.Form):
    """A decision of one kind; a granting one begins with all that is asked for, of which some may be taken away."""

    reason = _reason(_("Gerekçe"))
    reject_reason = forms.ChoiceField(label=_("Ret nedeni"), choices=[("", _("Seçilmedi")), *RejectReason.choices])
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reference = LineField(
        label=_("Karar no"), max_length=60, required=False, help_text=_("Karar defterindeki numarası, varsa.")
    )

    def __init__(self, *args: Any, application: AidApplication, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.initial["seen"] = application.version
        self.asked = list(application.asked.select_related("person")) if kind in GRANTING else []
        if kind != DecisionKind.REJECTED:
            del self.fields["reject_reason"]
        for asked in self.asked:
            self._offer(asked)

    def _offer(self, asked: AskedAid) -> None:
        may_leave = self.kind == DecisionKind.PARTLY
        if asked.amount is not None:
            label = _("Tutar (%(currency)s)") % {"currency": asked.currency}
            needed = not may_leave and asked.quantity is None
            self.fields[f"amount-{asked.pk}"] = MoneyField(label=label, required=needed, initial=asked.amount)
        if asked.quantity is not None:
            label = _("Miktar (%(unit)s)") % {"unit": asked.get_unit_display()}
            self.fields[f"quantity-{asked.pk}"] = forms.DecimalField(
                label=label,
                required=not may_leave,
                initial=asked.quantity.normalize(),
                max_digits=10,
                decimal_places=2,
                min_value=Decimal(0),
                localize=True,
            )
        if asked.frequency != Frequency.ONCE:
            self.fields[f"times-{asked.pk}"] = forms.IntegerField(
                label=_("Kaç kez"), required=not may_leave, initial=asked.times, min_value=1, max_value=60
            )

    @property
    def lines(self) -> Iterator[GrantLine]:
        """The fields of each asked kind of help."""
        for asked in self.asked:
            names = [f"{what}-{asked.pk}" for what in ("amount", "quantity", "times")]
            yield GrantLine(asked, [self[name] for name in names if name in self.fields])

    @property
    def arguments(self) -> dict[str, Any]:
        """What the service takes; an empty line is granted nothing."""
        names = ("reason", "reject_reason", "reference", "seen")
        given = {name: self.cleaned_data[name] for name in names if name in self.fields}
        grants = {asked.pk: self._grant(asked) for asked in self.asked} if self.asked else None
        return {"kind": self.kind, "grants": grants, **given}

    def _grant(self, asked: AskedAid) -> Grant:
        amount, quantity, times = (
            self.cleaned_data.get(f"{what}-{asked.pk}") or None for what in ("amount", "quantity", "times")
        )
        return Grant(amount, quantity, times if amount or quantity else None)


class VoteForm(forms.Form):
    """One's own vote while an application lies before the committee; it may be changed until the decision."""

    vote = forms.ChoiceField(label=_("Oyunuz"), choices=Vote.choices, widget=forms.RadioSelect)
    dissent = LineField(
        label=_("Karşı oy gerekçesi"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ret oyunda yazılır ve kararla birlikte saklanır."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("vote") == Vote.AGAINST and not cleaned.get("dissent"):
            self.add_error("dissent", _("Ret oyunun gerekçesini yazın."))
        return cleaned


class MoveForm(forms.Form):
    """The stages that a card of the board can go to."""

    stage = forms.ChoiceField(label=_("Aşama"), widget=forms.RadioSelect)
    reason = LineField(
        label=_("Neden"),
        max_length=LONGEST,
        required=False,
        help_text=_("Geri alınan adımlarda yazılır."),
    )

    def __init__(self, *args: Any, stages: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].choices = stages


class BulkDecisionForm(forms.Form):
    """One decision about many applications, each of which is decided as a whole; the committee decides one by one."""

    kind = forms.ChoiceField(
        label=_("Karar"),
        widget=forms.RadioSelect,
        choices=[
            (DecisionKind.APPROVED.value, _("Onay: istenenin tamamı")),
            (DecisionKind.REJECTED.value, DecisionKind.REJECTED.label),
            (DecisionKind.WAITING.value, DecisionKind.WAITING.label),
        ],
    )
    reject_reason = forms.ChoiceField(
        label=_("Ret nedeni"), choices=[("", _("Seçilmedi")), *RejectReason.choices], required=False
    )
    reason = _reason(_("Ortak gerekçe"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == DecisionKind.REJECTED:
            if not cleaned.get("reject_reason"):
                self.add_error("reject_reason", _("Ret nedenini seçin."))
        else:
            cleaned["reject_reason"] = ""
        return cleaned
