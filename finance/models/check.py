"""What the proofs of the money found, each time they were run."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MoneyCheck(models.Model):
    """A run of all checks (`finance.verifying`); `findings` name the rows that disagree."""

    at = models.DateTimeField(_("zaman"), auto_now_add=True)
    ok = models.BooleanField(_("tutuyor"))
    findings = models.JSONField(_("bulgular"), default=list)
    checks = models.PositiveSmallIntegerField(_("denetim sayısı"))
    seconds = models.FloatField(_("süre (sn)"))

    audit_exempt = True  # it says what was found; what people did is recorded where they did it

    class Meta:
        verbose_name = _("para doğrulaması")
        verbose_name_plural = _("para doğrulamaları")
        default_permissions = ()
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ok=True, findings=[]) | (models.Q(ok=False) & ~models.Q(findings=[])),
                name="money_check_says_why",
            )
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="money_check_newest")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"
