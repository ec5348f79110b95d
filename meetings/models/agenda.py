"""What a meeting is about, point by point."""

from django.db import models
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from .meeting import LONGEST_TEXT, Meeting
from .people import Participant

LONGEST_MINUTES = 20_000


class AgendaItem(models.Model):
    """A point of the agenda; `position` counts from 1 and orders them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("toplantı"), related_name="agenda")
    position = models.PositiveIntegerField(_("sıra"), editable=False)
    title = models.CharField(_("madde"), max_length=200)
    text = models.TextField(_("açıklama"), max_length=LONGEST_TEXT, blank=True)
    at = models.TimeField(_("saat"), null=True, blank=True)
    presenter = models.ForeignKey(
        Participant, models.SET_NULL, verbose_name=_("sunan"), related_name="+", null=True, blank=True
    )

    minutes = models.TextField(_("tutanak"), max_length=LONGEST_MINUTES, blank=True)

    audit_label = "title"

    class Meta:
        verbose_name = _("gündem maddesi")
        verbose_name_plural = _("gündem maddeleri")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=GreaterThan(Length(Trim("title")), 0), name="agenda_item_named"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("minutes"), LONGEST_MINUTES), name="agenda_minutes_length"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#live-agenda"
