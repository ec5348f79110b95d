"""Deliveries: a notification's way to somebody who has not got the panel open."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..kinds import Channel
from ..querysets import DeliveryQuerySet
from ..states import DeliveryState
from .notification import WorkflowNotification


class Delivery(models.Model):
    """One for each way other than the panel. The words are the notification's at the moment of sending."""

    notification = models.ForeignKey(
        WorkflowNotification, models.CASCADE, verbose_name=_("bildirim"), related_name="deliveries", db_index=False
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("alıcı"), related_name="+", db_index=False
    )
    channel = models.CharField(
        _("yol"), max_length=10, choices=[each for each in Channel.choices if each[0] != Channel.PANEL]
    )
    state = models.CharField(
        _("durum"), max_length=10, choices=DeliveryState, default=DeliveryState.WAITING, editable=False
    )
    in_digest = models.BooleanField(_("günlük özette"), default=False, editable=False)
    due_at = models.DateTimeField(_("gönderim zamanı"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("deneme"), default=0, editable=False)
    message_id = models.CharField(_("ileti no"), max_length=100)
    error = models.CharField(_("hata"), max_length=100, blank=True, editable=False)
    sent_at = models.DateTimeField(_("gönderilme"), null=True, blank=True, editable=False)
    failed_at = models.DateTimeField(_("vazgeçilme"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt zamanı"), default=timezone.now)

    objects = DeliveryQuerySet.as_manager()

    audit_exempt = True  # what becomes of a notification, which is a record itself

    class Meta:
        verbose_name = _("gönderim")
        verbose_name_plural = _("gönderimler")
        default_permissions = ()
        permissions = [("view_deliveries", _("Gönderilemeyen bildirimleri görür ve yeniden dener"))]
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="delivery_once_for_channel"),
            models.CheckConstraint(
                condition=Q(channel__in=[Channel.EMAIL, Channel.SMS]), name="delivery_channel_known"
            ),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known"),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False), name="delivery_sent_at_some_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.FAILED) | Q(failed_at__isnull=False),
                name="delivery_failed_at_some_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(
                fields=["recipient", "channel", "id"],
                condition=Q(state="waiting", in_digest=True),
                name="delivery_for_digest",
            ),
            models.Index(fields=["-failed_at", "-id"], condition=Q(state="failed"), name="delivery_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.notification}"

    def get_absolute_url(self) -> str:
        return reverse("notifications:delivery_detail", args=[self.pk])
