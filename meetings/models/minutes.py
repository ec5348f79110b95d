"""What clerks are just writing in the minutes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .agenda import LONGEST_MINUTES, AgendaItem


class MinuteDraft(models.Model):
    """What somebody is writing and has not saved: each keeps their own, so that nothing that is typed is lost."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, verbose_name=_("gündem maddesi"), related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yazan"), related_name="+")
    text = models.TextField(_("taslak"), max_length=LONGEST_MINUTES, blank=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    class Meta:
        verbose_name = _("tutanak taslağı")
        verbose_name_plural = _("tutanak taslakları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="minute_draft_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.user}"
