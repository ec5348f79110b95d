"""What was decided about an application, by whom, and how a committee voted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import DecisionKind, RejectReason, Vote
from ..querysets import OfApplicationsQuerySet
from .application import AidApplication
from .assessment import NeedScore


class AidDecision(models.Model):
    """One decision; rows stay as they are. `score` keeps what the household was like at that moment.

    `granted` repeats what was granted then: kind, amount, currency, quantity, unit and times of each asked aid.
    """

    application = models.ForeignKey(
        AidApplication, models.PROTECT, verbose_name=_("başvuru"), related_name="decisions", editable=False
    )
    kind = models.CharField(_("karar"), max_length=10, choices=DecisionKind)
    reject_reason = models.CharField(_("ret nedeni"), max_length=20, choices=RejectReason, blank=True)
    reason = models.CharField(_("gerekçe"), max_length=500)
    by_committee = models.BooleanField(_("komisyon kararı"), default=False)
    reference = models.CharField(_("karar no"), max_length=60, blank=True)
    granted = models.JSONField(_("onaylananlar"), default=list)
    score = models.ForeignKey(
        NeedScore, models.PROTECT, verbose_name=_("ihtiyaç puanı"), related_name="+", null=True, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("karar veren"), related_name="+"
    )
    decided_at = models.DateTimeField(_("karar zamanı"), auto_now_add=True)

    objects = OfApplicationsQuerySet.as_manager()

    audit_label = "kind"
    trigger_refusals = {"aid_decision_stays": _("Verilmiş karar değişmez; başvuruya yeni karar verin.")}

    class Meta:
        verbose_name = _("yardım kararı")
        verbose_name_plural = _("yardım kararları")
        default_permissions = ()
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="aid_decision_reasoned"),
            models.CheckConstraint(
                condition=(Q(kind=DecisionKind.REJECTED) & ~Q(reject_reason=""))
                | (~Q(kind=DecisionKind.REJECTED) & Q(reject_reason="")),
                name="aid_decision_rejected_for_reason",
                violation_error_message=_("Ret nedenini seçin."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CommitteeVote(models.Model):
    """How a member of the aid committee voted on an application that lies before it; `round` counts its hearings."""

    application = models.ForeignKey(
        AidApplication, models.PROTECT, verbose_name=_("başvuru"), related_name="votes", editable=False
    )
    round = models.PositiveSmallIntegerField(_("tur"), default=1, editable=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("üye"), related_name="aid_votes", editable=False
    )
    vote = models.CharField(_("oy"), max_length=10, choices=Vote)
    dissent = models.CharField(_("karşı oy gerekçesi"), max_length=500, blank=True)
    at = models.DateTimeField(_("zaman"), auto_now=True)

    objects = OfApplicationsQuerySet.as_manager()

    class Meta:
        verbose_name = _("komisyon oyu")
        verbose_name_plural = _("komisyon oyları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "round", "member"], name="committee_vote_once"),
            models.CheckConstraint(
                condition=~Q(vote=Vote.AGAINST) | ~Q(dissent=""),
                name="committee_dissent_reasoned",
                violation_error_message=_("Ret oyunun gerekçesini yazın."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_vote_display()}"
