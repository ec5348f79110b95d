"""What gives people rights: their roles and their extra verbs, each for as long as it lasts.

Both are the tables of `User.groups` and `User.user_permissions`, so that nothing is said twice. A row whose last day is
over gives nothing, though nobody took it away; it stays as a memory until somebody gives or takes the right anew.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today

from ..querysets import GrantQuerySet


class Grant(models.Model):
    """A right of one person. `until` is its last day, at whose end it ends by itself."""

    until = models.DateField(_("son gün"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("veren"), related_name="+", null=True, blank=True
    )
    given_at = models.DateTimeField(_("verilme"), default=timezone.now, null=True, blank=True)
    reason = models.CharField(_("neden"), max_length=300, blank=True)

    objects = GrantQuerySet.as_manager()

    audit_omitted = ("given_by", "given_at")  # the entry itself says both

    class Meta:
        abstract = True
        default_permissions = ()

    @property
    def days_left(self) -> int | None:
        """How many days are to come after today; below zero once it has ended, None if it never ends."""
        return None if self.until is None else (self.until - today()).days

    def lasts_on(self, day: date) -> bool:
        return self.until is None or self.until >= day

    @property
    def is_lasting(self) -> bool:
        return self.lasts_on(today())

    def give_anew(self, until: date | None, by: Any, reason: str) -> None:
        """Store that a right which had ended was given again."""
        self.until, self.given_by, self.given_at, self.reason = until, by, timezone.now(), reason
        self.save(update_fields=["until", "given_by", "given_at", "reason"])


class Membership(Grant):
    """A role that somebody holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, models.CASCADE, verbose_name=_("rol"), related_name="memberships")

    class Meta(Grant.Meta):
        db_table = "accounts_user_groups"
        verbose_name = _("rol")
        verbose_name_plural = _("roller")
        unique_together = (("user", "group"),)  # as Django made it before the table had a model

    def __str__(self) -> str:
        return self.group.name


class ExtraVerb(Grant):
    """A verb that somebody has beyond those of the roles."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="verb_grants")
    permission = models.ForeignKey(Permission, models.CASCADE, verbose_name=_("yetki"), related_name="verb_grants")

    class Meta(Grant.Meta):
        db_table = "accounts_user_user_permissions"
        verbose_name = _("ek yetki")
        verbose_name_plural = _("ek yetkiler")
        unique_together = (("user", "permission"),)

    def __str__(self) -> str:
        return self.verb

    @property
    def verb(self) -> str:
        return f"{self.permission.content_type.app_label}.{self.permission.codename}"
