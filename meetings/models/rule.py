"""Terms that law, statute or board set, each with the days for which it holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import TermKey

LONGEST_TERM = 1_200


class TermRule(models.Model):
    """A number of days or months from one day on, until a later row of the same key. Without a row there is none."""

    key = models.CharField(_("süre"), max_length=30, choices=TermKey)
    valid_from = models.DateField(_("başlangıç"))
    value = models.PositiveSmallIntegerField(_("değer"))
    source = models.CharField(_("kaynak"), max_length=200)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    audit_label = "key"

    class Meta:
        verbose_name = _("yasal süre")
        verbose_name_plural = _("yasal süreler")
        default_permissions = ()
        permissions = [
            ("view_duties", _("Yasal takvimi görür")),
            ("manage_duties", _("Yasal yükümlülükleri ve süreleri yönetir")),
        ]
        ordering = ["key", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(key__in=TermKey.values), name="term_rule_known"),
            models.CheckConstraint(
                condition=Q(value__lte=LONGEST_TERM),
                name="term_rule_not_endless",
                violation_error_message=_("Süre en çok 1200 olabilir."),
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                name="term_rule_once_a_day",
                violation_error_message=_("Bu sürenin o günden başlayan bir değeri var."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_key_display())
