"""How each member voted on a decision, and the dissent that they want noted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import VoteChoice
from .decision import Decision
from .meeting import LONGEST_TEXT
from .people import Participant


class Vote(models.Model):
    """The vote of somebody who was there. A dissent is printed with the decision, and they still sign."""

    decision = models.ForeignKey(Decision, models.PROTECT, verbose_name=_("karar"), related_name="votes")
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("üye"), related_name="votes")
    choice = models.CharField(_("oy"), max_length=10, choices=VoteChoice)
    dissent = models.TextField(_("muhalefet şerhi"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        verbose_name = _("oy")
        verbose_name_plural = _("oylar")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "participant"], name="vote_once"),
            models.CheckConstraint(condition=models.Q(choice__in=VoteChoice.values), name="vote_choice_known"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_choice_display()}"
