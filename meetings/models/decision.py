"""Decisions: numbered when they are adopted, never deleted, and corrected so that what was written stays readable."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import GeneratedField, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.sql import TurkishFoldEach, words_column
from tasks.tags import TAG_LENGTH, validate_tags

from ..choices import Book
from ..querysets import DecisionQuerySet
from ..states import DecisionState
from .agenda import AgendaItem
from .meeting import SHORTEST_TITLE, Meeting

LONGEST_DECISION = 6_000


class DecisionSeries(models.Model):
    """The last number that was given in a book in a year; kept apart, so that a missing last one is missed too."""

    book = models.CharField(_("defter"), max_length=10, choices=Book)
    year = models.PositiveSmallIntegerField(_("yıl"))
    last = models.PositiveIntegerField(_("son numara"), default=0)

    class Meta:
        verbose_name = _("karar numarası sayacı")
        verbose_name_plural = _("karar numarası sayaçları")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["book", "year"], name="decision_series_once")]

    def __str__(self) -> str:
        return f"{self.get_book_display()} {self.year}: {self.last}"


class Decision(models.Model):
    """What a meeting decided. `book`, `year` and `number` are given at adoption and never change.

    Its words change by a correction alone, which says who and why; a trigger then keeps the former ones.
    """

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, verbose_name=_("toplantı"), related_name="decisions", editable=False
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        verbose_name=_("gündem maddesi"),
        related_name="decisions",
        null=True,
        blank=True,
        editable=False,
    )
    book = models.CharField(_("defter"), max_length=10, choices=Book, editable=False)
    year = models.PositiveSmallIntegerField(_("yıl"), editable=False)
    number = models.PositiveIntegerField(_("karar sayısı"), editable=False)
    adopted_on = models.DateField(_("karar tarihi"), editable=False)
    title = models.CharField(_("konu"), max_length=200, validators=[MinLengthValidator(SHORTEST_TITLE)])
    text = models.TextField(_("karar metni"), max_length=LONGEST_DECISION)
    legal_basis = models.CharField(_("dayanak"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="owned_decisions",
        null=True,
        blank=True,
    )
    due_on = models.DateField(_("son gün"), null=True, blank=True)
    tags = ArrayField(
        models.CharField(max_length=TAG_LENGTH),
        verbose_name=_("etiketler"),
        default=list,
        blank=True,
        validators=[validate_tags],
    )
    tag_keys = GeneratedField(
        expression=TurkishFoldEach("tags"), output_field=ArrayField(models.TextField()), db_persist=True
    )
    votes_for = models.PositiveIntegerField(_("kabul oyu"), null=True, blank=True, editable=False)
    votes_against = models.PositiveIntegerField(_("ret oyu"), null=True, blank=True, editable=False)
    votes_abstained = models.PositiveIntegerField(_("çekimser oy"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("durum"), max_length=10, choices=DecisionState, default=DecisionState.OPEN, editable=False
    )
    state_at = models.DateTimeField(_("durum zamanı"), default=timezone.now, editable=False)
    corrected_at = models.DateTimeField(_("düzeltme zamanı"), null=True, blank=True, editable=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("düzelten"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    correction_reason = models.CharField(_("düzeltme nedeni"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kaydedilme"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    words = words_column("title", "text", "legal_basis")

    objects = DecisionQuerySet.as_manager()

    audit_label = "title"
    audit_omitted = ("state_at",)
    trigger_refusals = {"decision_stays": _("Alınmış karar silinemez; metni yalnız gerekçeli düzeltmeyle değişir.")}

    class Meta:
        verbose_name = _("karar")
        verbose_name_plural = _("kararlar")
        default_permissions = ()
        permissions = [
            ("adopt_decisions", _("Karar yazar, düzeltir ve izler")),
            ("export_decisions", _("Kararları ve karar defterini dosyaya aktarır")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["book", "year", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="decision_number_counts_from_one"),
            models.CheckConstraint(condition=Q(book__in=Book.values), name="decision_book_known"),
            models.CheckConstraint(condition=Q(state__in=DecisionState.values), name="decision_state_known"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(Trim("title")), SHORTEST_TITLE),
                name="decision_title_length",
                violation_error_message=_("Konu en az 3 karakter olmalıdır."),
            ),
            models.CheckConstraint(
                condition=GreaterThan(Length(Trim("text")), 0) & LessThanOrEqual(Length("text"), LONGEST_DECISION),
                name="decision_text_length",
                violation_error_message=_("Karar metni boş olamaz ve en çok 6000 karakter olabilir."),
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True, correction_reason="")
                | Q(corrected_at__isnull=False, corrected_by__isnull=False) & ~Q(correction_reason=""),
                name="decision_corrected_for_reason",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="decision_words"),
            GinIndex(fields=["tag_keys"], name="decision_tags"),
            models.Index(fields=["-adopted_on", "-id"], name="decision_newest"),
            models.Index(fields=["due_on"], condition=~Q(state="closed"), name="decision_open_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:decision_detail", args=[self.pk])

    @property
    def mark(self) -> str:
        """By what people call it, as `2026/14`."""
        return f"{self.year}/{self.number}"

    @property
    def is_voted_on(self) -> bool:
        return self.votes_for is not None

    @property
    def is_late(self) -> bool:
        return self.state != DecisionState.CLOSED and self.due_on is not None and self.due_on < today()


class DecisionCorrection(models.Model):
    """What a decision said before it was corrected, who corrected it and why; written by the database itself."""

    decision = models.ForeignKey(Decision, models.PROTECT, verbose_name=_("karar"), related_name="corrections")
    title = models.CharField(_("konu"), max_length=200)
    text = models.TextField(_("karar metni"))
    legal_basis = models.CharField(_("dayanak"), max_length=300, blank=True)
    reason = models.CharField(_("düzeltme nedeni"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("düzelten"), related_name="+")
    at = models.DateTimeField(_("düzeltme zamanı"))

    class Meta:
        verbose_name = _("karar düzeltmesi")
        verbose_name_plural = _("karar düzeltmeleri")
        default_permissions = ()
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title
