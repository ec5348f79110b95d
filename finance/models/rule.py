"""Figures that law or board set, each with the days for which it holds."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kafkasder.core.money import format_money

from ..choices import COUNTED_IN_DAYS, RuleKey
from ..querysets import RuleQuerySet


class MoneyRule(models.Model):
    """One figure from one day on, until a later row of the same key. Without a row there is no such limit."""

    key = models.CharField(_("kural"), max_length=30, choices=RuleKey)
    valid_from = models.DateField(_("başlangıç"))
    value = models.DecimalField(_("değer"), max_digits=14, decimal_places=2)
    source = models.CharField(_("kaynak"), max_length=200)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    objects = RuleQuerySet.as_manager()

    audit_label = "key"

    class Meta:
        verbose_name = _("para kuralı")
        verbose_name_plural = _("para kuralları")
        default_permissions = ()
        ordering = ["key", "-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(key__in=RuleKey.values), name="money_rule_known"),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="money_rule_not_below_zero",
                violation_error_message=_("Değer sıfırdan küçük olamaz."),
            ),
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                name="money_rule_once_a_day",
                violation_error_message=_("Bu kuralın o günden başlayan bir değeri var."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value_words}, {self.valid_from:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("finance:rule_detail", args=[self.pk])

    @property
    def value_words(self) -> str:
        """The figure with what it counts."""
        if self.key in COUNTED_IN_DAYS:
            return gettext("%(days)s gün") % {"days": number_format(self.value, decimal_pos=0)}
        return format_money(self.value)
