"""The form that moves a card for those who drag nothing."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.fields import TextField

from ..models import Task
from ..states import TASK_STATES, TaskState


class Place(models.TextChoices):
    TOP = "top", _("En üste")
    UP = "up", _("Bir üste")
    DOWN = "down", _("Bir alta")
    BOTTOM = "bottom", _("En alta")


class MoveForm(forms.Form):
    """A column within reach, and the place in it; a step up or down counts in the card's own column."""

    state = forms.ChoiceField(label=_("Sütun"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Sıra"), choices=Place, initial=Place.TOP, widget=forms.RadioSelect)
    reason = TextField(label=_("Neden"), required=False, max_length=300, help_text=_("Yalnız iptal ederken yazılır."))

    def __init__(self, *args: Any, task: Task, **options: Any) -> None:
        super().__init__(*args, **options)
        reached = [task.state, *(each.target for each in TASK_STATES.from_state(task.state))]
        labels = dict(TaskState.choices)
        self.fields["state"].choices = [(state, labels[state]) for state in TaskState.values if state in reached]
