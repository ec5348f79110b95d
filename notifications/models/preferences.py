"""How somebody wants to be told."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..kinds import Channel


class Preference(models.Model):
    """That somebody wants a kind by a way, or does not; there is a row only where that differs from the default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("kullanıcı"), related_name="notification_preferences"
    )
    kind = models.CharField(_("tür"), max_length=60)
    channel = models.CharField(_("yol"), max_length=10, choices=Channel)
    wanted = models.BooleanField(_("istenir"))

    audit_label = "kind"

    class Meta:
        verbose_name = _("bildirim tercihi")
        verbose_name_plural = _("bildirim tercihleri")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="preference_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_channel_display()}"


class Rhythm(models.Model):
    """When somebody is told by ways other than the panel: not within quiet hours, or once a day at an hour.

    Hours are those of the association's clock. Quiet hours may pass midnight: from 22:00 to 07:00.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("kullanıcı"),
        related_name="notification_rhythm",
        primary_key=True,
    )
    quiet_from = models.TimeField(_("sessiz saatlerin başı"), null=True, blank=True)
    quiet_to = models.TimeField(_("sessiz saatlerin sonu"), null=True, blank=True)
    digest_hour = models.PositiveSmallIntegerField(
        _("günlük özetin saati"), null=True, blank=True, validators=[MaxValueValidator(23)]
    )

    class Meta:
        verbose_name = _("bildirim düzeni")
        verbose_name_plural = _("bildirim düzenleri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None)
                | (Q(quiet_from__isnull=False, quiet_to__isnull=False) & ~Q(quiet_from=F("quiet_to"))),
                name="rhythm_quiet_hours_whole",
                violation_error_message=_("Sessiz saatlerin başını ve sonunu birlikte ve farklı yazın."),
            ),
            models.CheckConstraint(
                condition=Q(digest_hour=None) | Q(digest_hour__lte=23), name="rhythm_digest_hour_of_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
