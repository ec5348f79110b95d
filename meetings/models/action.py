"""What is to be done after a meeting: an action is a task of its assignee's board, seen from the meeting."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import words_column
from tasks.models import Task

from ..querysets import ActionQuerySet
from ..states import ACTION_STATE_OF, ActionState
from .agenda import AgendaItem
from .decision import Decision
from .meeting import SHORTEST_TITLE, Meeting


class ActionItem(models.Model):
    """Something that a meeting wants done, in the words of the meeting.

    How far it is, who does it and until when stands in its task alone: so the two cannot disagree, whichever side
    somebody works on.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name=_("toplantı"), related_name="actions")
    decision = models.ForeignKey(
        Decision, models.PROTECT, verbose_name=_("karar"), related_name="actions", null=True, blank=True
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, verbose_name=_("gündem maddesi"), related_name="actions", null=True, blank=True
    )
    task = models.OneToOneField(Task, models.PROTECT, verbose_name=_("görev"), related_name="meeting_action")
    title = models.CharField(_("yapılacak iş"), max_length=100, validators=[MinLengthValidator(SHORTEST_TITLE)])
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("açan"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("açılma"), default=timezone.now, editable=False)
    words = words_column("title")

    objects = ActionQuerySet.as_manager()

    audit_label = "title"

    class Meta:
        verbose_name = _("aksiyon")
        verbose_name_plural = _("aksiyonlar")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(Trim("title")), SHORTEST_TITLE), name="action_title_length"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="action_words"),
            models.Index(fields=["-created_at", "-id"], name="action_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:action_detail", args=[self.pk])

    @property
    def state(self) -> ActionState:
        return ACTION_STATE_OF[self.task.state]

    @property
    def is_open(self) -> bool:
        return self.state not in (ActionState.READY, ActionState.CANCELLED)

    @property
    def responsible(self) -> Any:
        return self.task.responsible

    def get_state_display(self) -> str:
        return str(self.state.label)
