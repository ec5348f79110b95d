"""Breaches of personal data (veri ihlali): when they were learned of, whom they concern, and the 72 hours to notify."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import BreachQuerySet, ConcernedQuerySet
from ..states import BreachState
from .reference import SubjectReference

HOURS_TO_NOTIFY = 72


class HoursLater(Func):
    """The moment 72 hours after another, in the database: by UTC, whose hours no change of clocks makes longer."""

    template = f"((%(expressions)s at time zone 'UTC' + interval '{HOURS_TO_NOTIFY} hours') at time zone 'UTC')"
    output_field = models.DateTimeField()


class DataKind(models.TextChoices):
    IDENTITY = "identity", _("Kimlik")
    CONTACT = "contact", _("İletişim")
    ADDRESS = "address", _("Adres ve konum")
    FINANCE = "finance", _("Mali bilgi, IBAN")
    HEALTH = "health", _("Sağlık")
    FAMILY = "family", _("Aile")
    ACCOUNT = "account", _("Hesap ve parola")
    OTHER = "other", _("Diğer")


class Breach(models.Model):
    """What happened, what was done about it, and whether the authority was told within 72 hours of learning of it."""

    title = models.CharField(_("başlık"), max_length=150)
    happened_at = models.DateTimeField(_("olduğu zaman"), null=True, blank=True)
    learned_at = models.DateTimeField(_("öğrenildiği zaman"))
    due_at = models.GeneratedField(
        expression=HoursLater(F("learned_at")),
        output_field=models.DateTimeField(_("bildirim için son an")),
        db_persist=True,
    )
    description = models.TextField(_("ne oldu"), max_length=10_000)
    data_kinds = ArrayField(
        models.CharField(max_length=15, choices=DataKind), verbose_name=_("veri türleri"), default=list, blank=True
    )
    measures = models.TextField(_("alınan önlemler"), max_length=10_000, blank=True)
    is_drill = models.BooleanField(_("tatbikat"), default=False)
    state = models.CharField(_("durum"), max_length=15, choices=BreachState, default=BreachState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    authority_notified_at = models.DateTimeField(_("Kurul'a bildirim"), null=True, editable=False)
    late_because = models.CharField(_("neden geç bildirildi"), max_length=1_000, blank=True, editable=False)
    persons_notified_at = models.DateTimeField(_("kişilere bildirim"), null=True, editable=False)
    closed_at = models.DateTimeField(_("kapanma"), null=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kaydeden"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = BreachQuerySet.as_manager()

    audit_label = "title"

    class Meta:
        verbose_name = _("veri ihlali")
        verbose_name_plural = _("veri ihlalleri")
        default_permissions = ()
        permissions = [
            ("view_breaches", _("Veri ihlallerini görür")),
            ("manage_breaches", _("Veri ihlallerini kaydeder ve yürütür")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("learned_at")),
                name="breach_learned_after_it_happened",
                violation_error_message=_("Bir ihlal, olmadan önce öğrenilemez."),
            ),
            models.CheckConstraint(condition=Q(state__in=BreachState.values), name="breach_state_known"),
            models.CheckConstraint(
                condition=Q(authority_notified_at__isnull=True)
                | Q(authority_notified_at__lte=F("due_at"))
                | ~Q(late_because=""),
                name="breach_late_is_explained",
                violation_error_message=_("72 saat geçtikten sonra yapılan bildirimin nedenini yazın."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BreachState.AUTHORITY, BreachState.PERSONS])
                | Q(authority_notified_at__isnull=False),
                name="breach_authority_first",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(authority_notified_at__isnull=True), name="breach_by_due")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("privacy:breach_detail", args=[self.pk])

    @property
    def kinds_in_words(self) -> str:
        return ", ".join(str(DataKind(kind).label) for kind in self.data_kinds)

    @property
    def awaits_authority(self) -> bool:
        """Whether the clock runs: nobody told the authority yet, nor closed the case."""
        return self.authority_notified_at is None and self.state != BreachState.CLOSED

    def time_left(self, now: datetime | None = None) -> timedelta:
        """Return how long remains to tell the authority; negative when it is late."""
        return self.due_at - (now or timezone.now())


class ConcernedPerson(SubjectReference):
    """Somebody whose data a breach may have laid open."""

    breach = models.ForeignKey(Breach, models.PROTECT, verbose_name=_("veri ihlali"), related_name="people")
    why = models.CharField(_("neden ilgili"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", null=True
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = ConcernedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ilgili kişi")
        verbose_name_plural = _("ilgili kişiler")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["breach", "subject_kind", "subject_pk"], name="breach_concerns_once"),
            models.CheckConstraint(
                condition=~Q(subject_kind="") & Q(subject_pk__isnull=False), name="breach_concerns_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach}: {self.subject_kind} {self.subject_pk}"
