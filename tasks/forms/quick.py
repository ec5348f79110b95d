"""The one field of the quick-add box."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField

from ..models import Task
from ..models.task import SHORTEST_TITLE
from ..quick import Draft, draft_of

LONGEST_LINE = 250  # a title, and the marks around it


class QuickForm(forms.Form):
    """A line; `seen` is the line of which the page has shown what is understood."""

    line = TextField(
        label=_("Yeni görev"),
        max_length=LONGEST_LINE,
        help_text=_("Örnek: Ayşe'yi ara yarın 14:00 !acil #saha @fatma"),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autofocus": True,  # in the dialog, whose first button would get the focus
                "hx-post": reverse_lazy("tasks:quick_hint"),
                "hx-trigger": "input changed delay:150ms",
                "hx-target": "#quick-form-hint",
                "hx-sync": "this:replace",
            }
        ),
    )
    seen = forms.CharField(required=False, max_length=LONGEST_LINE, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by = by
        self.draft: Draft | None = None

    def clean_line(self) -> str:
        line: str = self.cleaned_data["line"]
        self.draft = draft_of(line, self._by)
        if self.draft.problem:
            raise ValidationError(self.draft.problem)
        title = self.draft.understood.title
        MinLengthValidator(SHORTEST_TITLE)(title)
        if len(title) > (longest := Task._meta.get_field("title").max_length or 0):
            raise ValidationError(_("Başlık en çok %(count)d karakter olabilir.") % {"count": longest})
        return line

    @property
    def is_seen(self) -> bool:
        """Whether the person knows what this line becomes; a mere title says itself."""
        assert self.draft is not None
        seen = " ".join(self.cleaned_data["seen"].split())
        return not self.draft.tells_more or seen == self.draft.line
