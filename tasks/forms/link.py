"""The form that finds the record at which a task points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField
from kafkasder.core.references import REFERENCES, Pointer, search

from ..models import Task
from ..services.tasks import REFERENCE

_MOST = 8  # among more one does not choose, but types more


class LinkForm(forms.Form):
    """Words to look for among what `by` sees; where they find several rows it has no `pointer`, and asks which one."""

    kind = forms.ChoiceField(label=_("Kayıt türü"))
    text = LineField(label=_("Ara"), max_length=100, help_text=_("Dosya numarası, ad ya da başlık."))

    def __init__(self, *args: Any, task: Task, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._task, self._by = task, by
        self.pointer: Pointer | None = None
        self.fields["kind"].choices = [
            (each.key, each.label) for each in REFERENCES.for_viewer(by) if each.search is not None
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"kind", "text"} <= cleaned.keys():
            self._find(cleaned["kind"], cleaned["text"])
        return cleaned

    def _find(self, kind: str, text: str) -> None:
        rows = search(self._by, kind, text)
        if kind == REFERENCE:
            rows = rows.exclude(pk=self._task.pk)
        found = {str(row.pk): row for row in rows[:_MOST]}
        picked = self.data.get("pick", "")
        if picked in found or len(found) == 1:
            self.pointer = kind, int(picked if picked in found else next(iter(found)))
        elif found:
            self._ask(kind, found)
        else:
            self.add_error("text", _("Böyle bir kayıt bulunamadı."))

    def _ask(self, kind: str, found: dict[str, Any]) -> None:
        cards = {pk: REFERENCES[kind].card(row) for pk, row in found.items()}
        choices = [(pk, " · ".join((card.title, *card.facts))) for pk, card in cards.items()]
        self.fields["pick"] = forms.ChoiceField(
            label=_("Bulunanlar"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Hangisi olduğunu seçin; aradığınız yoksa daha çok yazın."),
        )
