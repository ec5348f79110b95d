"""Notifications, which are the outbox: one that is committed is told."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.references import Pointer

from ..querysets import NotificationQuerySet
from ..states import NotificationState

SHORTEST_TITLE, LONGEST_TITLE = 3, 200


class WorkflowNotification(models.Model):
    """What one person was told, in their own language; words that came later about the same row may replace it.

    `in_panel` is false for those who have this kind by other ways only.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("alıcı"), related_name="notifications", db_index=False
    )
    triggered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("tetikleyen"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    category = models.CharField(_("kategori"), max_length=30)
    kind = models.CharField(_("tür"), max_length=60)
    title = models.CharField(_("başlık"), max_length=LONGEST_TITLE, validators=[MinLengthValidator(SHORTEST_TITLE)])
    body = models.TextField(_("metin"), max_length=2000, blank=True)
    state = models.CharField(
        _("durum"), max_length=10, choices=NotificationState, default=NotificationState.PENDING, editable=False
    )
    sent_at = models.DateTimeField(_("gönderilme"), null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("okunma"), null=True, blank=True, editable=False)
    reference_kind = models.CharField(_("kayıt türü"), max_length=30, blank=True)
    reference_pk = models.BigIntegerField(_("kayıt no"), null=True, blank=True)
    metadata = models.JSONField(_("ayrıntılar"), default=dict, blank=True)
    gathered = models.PositiveIntegerField(_("kaç değişiklik"), default=1, editable=False)
    in_panel = models.BooleanField(_("panelde"), default=True, editable=False)
    created_at = models.DateTimeField(_("zaman"), default=timezone.now)
    told_at = models.DateTimeField(_("son haber"), default=timezone.now, editable=False)
    escalated_at = models.DateTimeField(_("yöneticiye bildirilme"), null=True, blank=True, editable=False)

    objects = NotificationQuerySet.as_manager()

    audit_exempt = True  # it is a record itself: who was told what, when, and when they read it

    class Meta:
        verbose_name = _("bildirim")
        verbose_name_plural = _("bildirimler")
        default_permissions = ()
        permissions = [("receive_escalations", _("Okunmayan bildirimlerden haberdar edilir"))]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("title"), SHORTEST_TITLE), name="notification_title_long_enough"
            ),
            models.CheckConstraint(
                condition=Q(state=NotificationState.PENDING, read_at=None)
                | Q(state=NotificationState.SENT, sent_at__isnull=False, read_at=None)
                | Q(state=NotificationState.READ, read_at__isnull=False),
                name="notification_state_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(reference_kind="", reference_pk=None) | (~Q(reference_kind="") & ~Q(reference_pk=None)),
                name="notification_reference_whole",
            ),
            models.CheckConstraint(condition=Q(gathered__gte=1), name="notification_tells_of_something"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(category=""), name="notification_has_kind"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-told_at", "-id"], name="notification_newest"),
            models.Index(
                fields=["recipient"], condition=Q(in_panel=True) & ~Q(state="read"), name="notification_unread"
            ),
            models.Index(
                fields=["reference_kind", "reference_pk", "recipient"],
                condition=~Q(state="read"),
                name="notification_gathering",
            ),
            models.Index(
                fields=["kind", "told_at"],
                condition=~Q(state="read") & Q(escalated_at=None),
                name="notification_unread_kind",
            ),
            models.Index(fields=["id"], condition=Q(state="pending"), name="notification_pending"),
            models.Index(fields=["read_at"], condition=Q(state="read"), name="notification_read"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("notifications:notification_detail", args=[self.pk])

    @property
    def pointer(self) -> Pointer | None:
        """What it is about, as `core.references` names it."""
        return (self.reference_kind, self.reference_pk) if self.reference_pk is not None else None

    @property
    def is_read(self) -> bool:
        return self.state == NotificationState.READ


class ToldCause(models.Model):
    """That one cause told one person: the key is a digest of the kind, the cause and the person.

    It outlives the notification, so that what was read and cleaned away is not told anew.
    """

    digest = models.UUIDField(primary_key=True)
    told_at = models.DateTimeField(default=timezone.now)

    audit_exempt = True  # a digest of what the notification records

    class Meta:
        verbose_name = _("anlatılan neden")
        verbose_name_plural = _("anlatılan nedenler")
        default_permissions = ()
        indexes = [models.Index(fields=["told_at"], name="told_cause_age")]

    def __str__(self) -> str:
        return str(self.digest)
