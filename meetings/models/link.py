"""What decisions settle in other rooms."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import Decision


class DecisionLink(models.Model):
    """That a decision settles a row of a kind in `core.decided`; `said` is what the row's room was told."""

    decision = models.ForeignKey(Decision, models.PROTECT, verbose_name=_("karar"), related_name="links")
    kind = models.CharField(_("kayıt türü"), max_length=30)
    row_pk = models.BigIntegerField(_("kayıt no"))
    said = models.CharField(_("yazılan"), max_length=100)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("bağlayan"), related_name="+"
    )
    linked_at = models.DateTimeField(_("bağlanma"), default=timezone.now)

    class Meta:
        verbose_name = _("karar bağlantısı")
        verbose_name_plural = _("karar bağlantıları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "row_pk", "decision"],
                name="decision_link_once",
                violation_error_message=_("Bu karar o kayda zaten bağlı."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_pk}"
