"""How long data is kept, what is proposed for destruction, who confirmed it, and what remains to be known of it."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import BlindIndexField, EncryptedTextField

from ..querysets import CandidateQuerySet, RuleQuerySet
from ..retention import KINDS, RetentionKind
from ..states import ProposalState

TOMBSTONE = "tombstone"
CONFIRMATIONS = 2


def _user(label: Any, **options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=label, related_name="+", editable=False, **options
    )


class RetentionRule(models.Model):
    """For how many months a kind of data is kept, from a day on. A new decision is a new row; none is changed."""

    kind = models.CharField(_("veri türü"), max_length=40, editable=False)
    months = models.PositiveSmallIntegerField(
        _("saklama süresi (ay)"), validators=[MinValueValidator(1), MaxValueValidator(1200)]
    )
    basis = models.CharField(_("dayanak"), max_length=300)
    is_active = models.BooleanField(_("imha önerilsin"), default=True)
    valid_from = models.DateField(_("geçerlilik başlangıcı"), default=timezone.localdate)
    by = _user(_("kaydeden"), null=True)
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("saklama kuralı")
        verbose_name_plural = _("saklama kuralları")
        default_permissions = ()
        permissions = [
            ("view_retention", _("Saklama kurallarını ve imha kayıtlarını görür")),
            ("change_retention", _("Saklama kuralı koyar")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="retention_rule_some_time"),
            models.CheckConstraint(condition=~Q(basis=""), name="retention_rule_has_basis"),
        ]
        indexes = [models.Index(fields=["kind", "-valid_from", "-id"], name="retention_rule_newest")]

    def __str__(self) -> str:
        return f"{self.kind_label}: {self.months}"

    @property
    def retention_kind(self) -> RetentionKind | None:
        """What the room says of this kind, None for one that no room registers any more."""
        return KINDS.get(self.kind)

    @property
    def kind_label(self) -> str:
        kind = self.retention_kind
        return str(kind.label) if kind else self.kind


class DestructionProposal(models.Model):
    """What was due on one day. Only one is under way at a time."""

    state = models.CharField(
        _("durum"), max_length=12, choices=ProposalState, default=ProposalState.OPEN, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    by = _user(_("hazırlayan"), null=True)
    created_at = models.DateTimeField(_("hazırlanma"), auto_now_add=True)
    closed_at = models.DateTimeField(_("sonuçlanma"), null=True, editable=False)

    class Meta:
        verbose_name = _("imha önerisi")
        verbose_name_plural = _("imha önerileri")
        default_permissions = ()
        permissions = [
            ("propose_destruction", _("İmha önerisi hazırlar ve öneriden kayıt çıkarır")),
            ("confirm_destruction", _("İmhayı onaylar")),
        ]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(state__in=[ProposalState.OPEN, ProposalState.CONFIRMED]),
                name="destruction_one_at_a_time",
                violation_error_message=_("Sonuçlanmamış bir imha önerisi var."),
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="destruction_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:proposal_detail", args=[self.pk])


class DestructionConfirmation(models.Model):
    """One of the two people without whom nothing is destroyed."""

    proposal = models.ForeignKey(
        DestructionProposal, models.PROTECT, verbose_name=_("imha önerisi"), related_name="confirmations"
    )
    number = models.PositiveSmallIntegerField(_("kaçıncı"), editable=False)
    by = _user(_("onaylayan"))
    at = models.DateTimeField(_("zaman"), auto_now_add=True)

    class Meta:
        verbose_name = _("imha onayı")
        verbose_name_plural = _("imha onayları")
        default_permissions = ()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "by"],
                name="destruction_confirmed_by_two",
                violation_error_message=_("Bu öneriyi zaten onayladınız; ikinci onayı başka biri vermelidir."),
            ),
            models.UniqueConstraint(
                fields=["proposal", "number"],
                name="destruction_confirmed_in_order",
                violation_error_message=_("Bu arada başka biri onayladı."),
            ),
            models.CheckConstraint(condition=Q(number__in=[1, CONFIRMATIONS]), name="destruction_confirmed_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.by}"


class DestructionCandidate(models.Model):
    """A row that was due. It is named by key alone, and this row goes with it; what was taken out stays to be known."""

    proposal = models.ForeignKey(
        DestructionProposal, models.PROTECT, verbose_name=_("imha önerisi"), related_name="candidates"
    )
    rule = models.ForeignKey(RetentionRule, models.PROTECT, verbose_name=_("kural"), related_name="candidates")
    row_pk = models.BigIntegerField(_("kayıt no"))
    kept_because = models.CharField(_("neden çıkarıldı"), max_length=300, blank=True)
    kept_by = _user(_("çıkaran"), null=True)

    objects = CandidateQuerySet.as_manager()

    audit_omitted = ("row_pk",)  # the trail must not tell for ever which row it was

    class Meta:
        verbose_name = _("imha adayı")
        verbose_name_plural = _("imha adayları")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["proposal", "rule", "row_pk"], name="destruction_candidate_once"),
            models.CheckConstraint(
                condition=Q(kept_because="", kept_by__isnull=True) | ~Q(kept_because=""),
                name="destruction_candidate_kept_for_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.kind_label} #{self.row_pk}"


class DestructionRecord(models.Model):
    """The log of one batch: what kind, how many, by which rule, who, when. It holds no data, and nobody changes it."""

    proposal = models.ForeignKey(
        DestructionProposal, models.PROTECT, verbose_name=_("imha önerisi"), related_name="records"
    )
    rule = models.ForeignKey(RetentionRule, models.PROTECT, verbose_name=_("kural"), related_name="records")
    count = models.PositiveIntegerField(_("sayı"))
    by = _user(_("yürüten"), null=True)
    at = models.DateTimeField(_("zaman"), auto_now_add=True)

    class Meta:
        verbose_name = _("imha tutanağı")
        verbose_name_plural = _("imha tutanakları")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="destruction_record_of_something")]

    def __str__(self) -> str:
        return f"{self.rule.kind_label}: {self.count}"


class Tombstone(models.Model):
    """That a row was forgotten, so that it is forgotten again after a backup was restored.

    The row's kind and key stand here encrypted, and are found by a keyed digest: neither tells anybody without the
    field keys which row it was, and both follow when the keys change.
    """

    identity = EncryptedTextField(_("kayıt"))
    digest = BlindIndexField(_("kayıt izi"), of="identity", purpose=TOMBSTONE)
    record = models.ForeignKey(
        DestructionRecord, models.PROTECT, verbose_name=_("imha tutanağı"), related_name="tombstones", null=True
    )
    at = models.DateTimeField(_("zaman"), default=timezone.now)

    audit_exempt = True  # a log of its own, and the destruction's record is in the trail

    class Meta:
        verbose_name = _("imha izi")
        verbose_name_plural = _("imha izleri")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="tombstone_once"),
            models.CheckConstraint(condition=Q(digest__isnull=False), name="tombstone_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    @property
    def row(self) -> tuple[str, int]:
        """The kind's key and the row's."""
        kind, _sign, pk = self.identity.rpartition(":")
        return kind, int(pk)
