"""What single actions ask for."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import LineField, TextField
from kafkasder.core.reasons import ReasonForm

from ..models.talk import LONGEST_COMMENT
from ..policy import assignable


class Extent(models.TextChoices):
    """What of a series is cancelled."""

    ONE = "one", _("Yalnız bu görev; seri sürer")
    SERIES = "series", _("Bu görev ve sonrakiler; seri biter")


class CancelSeriesForm(ReasonForm):
    """Why a repeating task is cancelled, and whether what comes after it is too."""

    extent = forms.ChoiceField(
        label=_("Ne iptal edilecek?"), choices=Extent, initial=Extent.ONE, widget=forms.RadioSelect
    )
    field_order = ("extent", "reason")


class AssignForm(forms.Form):
    """Who is responsible from now on."""

    responsible: Any = forms.ModelChoiceField(None, label=_("Sorumlu"), required=False, empty_label=_("Kimsede değil"))

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["responsible"].queryset = assignable(by)


class StepForm(forms.Form):
    text = LineField(label=_("Adım"), max_length=200)


class CommentForm(forms.Form):
    text = TextField(
        label=_("Yorum"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
    )


class FileForm(forms.Form):
    upload = forms.FileField(label=_("Dosya"))
