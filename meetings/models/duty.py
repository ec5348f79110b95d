"""Duties: what the law wants done by a day, who minds it, and the proof that it was done."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.files import LONGEST_NAME, random_place
from kafkasder.core.references import Pointer

from ..querysets import DutyQuerySet
from ..states import DutyState


def place_of(row: Any, name: str) -> str:
    return random_place("duties")


class LegalDuty(models.Model):
    """One deadline. `kind` and `cause` name where it comes from; one that somebody wrote down has no cause.

    `verb` is what it takes to see it, as its source says.
    """

    kind = models.CharField(_("tür"), max_length=30, editable=False)
    cause = models.CharField(_("neden"), max_length=80, blank=True, editable=False)
    verb = models.CharField(_("görme yetkisi"), max_length=80, blank=True, editable=False)
    title = models.CharField(_("yükümlülük"), max_length=200)
    basis = models.CharField(_("dayanak"), max_length=200, blank=True)
    due_on = models.DateField(_("son gün"))
    warn_on = models.DateField(_("hatırlatma günü"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="legal_duties",
        null=True,
        blank=True,
    )
    reference_kind = models.CharField(_("kayıt türü"), max_length=30, blank=True, editable=False)
    reference_pk = models.BigIntegerField(_("kayıt no"), null=True, blank=True, editable=False)
    state = models.CharField(_("durum"), max_length=10, choices=DutyState, default=DutyState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    state_at = models.DateTimeField(_("durum zamanı"), default=timezone.now, editable=False)
    done_on = models.DateField(_("yapıldığı gün"), null=True, blank=True, editable=False)
    proof_note = models.CharField(_("kanıt"), max_length=300, blank=True, editable=False)
    proof = models.FileField(_("kanıt dosyası"), upload_to=place_of, max_length=150, blank=True, editable=False)
    proof_name = models.CharField(_("kanıt dosyasının adı"), max_length=LONGEST_NAME, blank=True, editable=False)
    proof_type = models.CharField(_("kanıt dosyasının türü"), max_length=100, blank=True, editable=False)
    created_at = models.DateTimeField(_("kaydedilme"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = DutyQuerySet.as_manager()

    audit_label = "title"
    audit_omitted = ("state_at", "proof", "kind", "cause", "verb", "reference_kind", "reference_pk")

    class Meta:
        verbose_name = _("yasal yükümlülük")
        verbose_name_plural = _("yasal yükümlülükler")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "cause"], condition=~Q(cause=""), name="duty_once_for_cause"),
            models.CheckConstraint(condition=Q(state__in=DutyState.values), name="duty_state_known"),
            models.CheckConstraint(
                condition=Q(warn_on__lte=F("due_on")),
                name="duty_warned_before",
                violation_error_message=_("Hatırlatma, son günden sonra başlayamaz."),
            ),
            models.CheckConstraint(
                condition=Q(state=DutyState.DONE, done_on__isnull=False) & (~Q(proof_note="") | ~Q(proof=""))
                | ~Q(state=DutyState.DONE) & Q(done_on__isnull=True),
                name="duty_done_with_proof",
                violation_error_message=_("Yapıldığını gösteren bir not ya da dosya ekleyin."),
            ),
            models.CheckConstraint(
                condition=Q(reference_kind="", reference_pk=None) | (~Q(reference_kind="") & ~Q(reference_pk=None)),
                name="duty_reference_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="duty_by_day"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="duty_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:duty_detail", args=[self.pk])

    @property
    def pointer(self) -> Pointer | None:
        return (self.reference_kind, self.reference_pk) if self.reference_pk is not None else None

    @property
    def is_open(self) -> bool:
        return self.state == DutyState.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < today()

    @property
    def is_soon(self) -> bool:
        """Whether its time of reminding has come."""
        return self.is_open and self.warn_on <= today()
