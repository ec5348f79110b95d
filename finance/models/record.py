"""The ledger: what came in and went out, each with its proof."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import LONGEST_NAME, MOST_BYTES, random_place
from kafkasder.core.links import record_url
from kafkasder.core.references import Pointer
from kafkasder.core.sql import words_column

from ..choices import EXPENSE_CATEGORIES, INCOME_CATEGORIES, Category, Currency, Direction, DocumentType, PaymentMethod
from ..querysets import RecordQuerySet
from ..states import RecordState
from .account import MoneyAccount
from .fund import Fund
from .waiting import STATE_HAS_ITS_DECISION, Decided

_IN = [code for code, _label in INCOME_CATEGORIES]
_OUT = [code for code, _label in EXPENSE_CATEGORIES]


class FinanceRecord(Decided, models.Model):
    """An income or an expense. Approved it has moved money and stays as it is for ever.

    A reversal is a row of the same side with a negative amount that names what it takes back, as a whole or in part.
    `source_kind` and `source_pk` point at what made it (`core.references`), such as a donation. `number` is its line in
    the book of the year, given when its month is locked.
    """

    direction = models.CharField(_("yön"), max_length=10, choices=Direction)
    category = models.CharField(_("kategori"), max_length=20, choices=Category)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="records", db_index=False)
    account = models.ForeignKey(
        MoneyAccount, models.PROTECT, verbose_name=_("kasa/banka"), related_name="records", db_index=False
    )
    day = models.DateField(_("tarih"))
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PaymentMethod)
    document_type = models.CharField(_("belge türü"), max_length=20, choices=DocumentType)
    document_number = models.CharField(_("belge no"), max_length=50, blank=True)
    counterparty = models.CharField(_("kimden/kime"), max_length=150, blank=True)
    description = models.CharField(_("açıklama"), max_length=300)
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("geri aldığı kayıt"),
        related_name="reversals",
        null=True,
        blank=True,
        editable=False,
    )
    source_kind = models.CharField(_("kaynak türü"), max_length=30, blank=True, editable=False)
    source_pk = models.BigIntegerField(_("kaynak no"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("durum"), max_length=10, choices=RecordState, default=RecordState.PENDING, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kaydeden"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("karar veren"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    decided_at = models.DateTimeField(_("karar zamanı"), null=True, blank=True, editable=False)
    is_split = models.BooleanField(_("bölünmüş olabilir"), default=False, editable=False)
    book_year = models.PositiveSmallIntegerField(_("defter yılı"), null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("sıra no"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    words = words_column("counterparty", "description", "document_number")

    objects = RecordQuerySet.as_manager()

    audit_label = "description"

    decided_about: ClassVar = (
        "category",
        "amount",
        "currency",
        "fund_id",
        "account_id",
        "day",
        "method",
        "document_type",
        "document_number",
        "counterparty",
        "description",
    )

    trigger_refusals = {
        "record_stays": _("Onaylanmış kayıt değişmez; ters kayıtla düzeltin."),
        "record_reversed_too_far": _("Bir kaydın tutarından fazlası geri alınamaz."),
    }

    class Meta:
        verbose_name = _("gelir-gider kaydı")
        verbose_name_plural = _("gelir-gider kayıtları")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(direction=Direction.INCOME, category__in=_IN)
                | Q(direction=Direction.EXPENSE, category__in=_OUT),
                name="record_category_of_its_side",
                violation_error_message=_("Kategori bu yönün kategorilerinden olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="record_amount_positive",
                violation_error_message=_("Tutar sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="record_currency_known"),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="record_method_known"),
            models.CheckConstraint(condition=Q(document_type__in=DocumentType.values), name="record_document_known"),
            models.CheckConstraint(condition=~Q(description=""), name="record_described"),
            models.CheckConstraint(condition=STATE_HAS_ITS_DECISION, name="record_state_has_its_decision"),
            models.CheckConstraint(
                condition=Q(source_kind="", source_pk=None) | (~Q(source_kind="") & Q(source_pk__isnull=False)),
                name="record_source_whole",
            ),
            models.CheckConstraint(
                condition=Q(number=None, book_year=None)
                | Q(number__gte=1, book_year__isnull=False, state=RecordState.APPROVED),
                name="record_number_whole",
            ),
            models.UniqueConstraint(fields=["book_year", "number"], name="record_number_once"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="record_words"),
            models.Index(fields=["-day", "-id"], name="record_newest"),
            models.Index(fields=["fund", "-day", "-id"], name="record_of_fund"),
            models.Index(fields=["account", "-day", "-id"], name="record_of_account"),
            models.Index(fields=["category", "-day", "-id"], name="record_of_category"),
            models.Index(fields=["source_kind", "source_pk"], condition=~Q(source_kind=""), name="record_source"),
            models.Index(fields=["id"], condition=Q(state="pending"), name="record_waiting"),
            models.Index(fields=["-day", "-id"], condition=Q(is_split=True), name="record_split"),
            models.Index(F("amount").desc(), F("id"), name="record_by_amount"),
        ]

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return record_url("finance:record_detail", self.pk)

    @property
    def source(self) -> Pointer | None:
        return (self.source_kind, self.source_pk) if self.source_pk is not None else None

    @property
    def signed_amount(self) -> object:
        """What it adds to its fund and its account."""
        return self.amount if self.direction == Direction.INCOME else -self.amount


def place_of(file: "RecordFile", name: str) -> str:
    return random_place("finance")


class RecordFile(models.Model):
    """A proof as it was sent, such as an invoice's picture; only its page gives it out."""

    record = models.ForeignKey(FinanceRecord, models.PROTECT, verbose_name=_("kayıt"), related_name="files")
    content = models.FileField(_("dosya"), upload_to=place_of, max_length=150)
    name = models.CharField(_("dosya adı"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveIntegerField(_("boyut"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", editable=False
    )
    added_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    audit_label = "name"

    class Meta:
        verbose_name = _("belge dosyası")
        verbose_name_plural = _("belge dosyaları")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="record_file_size"),
            models.CheckConstraint(condition=~Q(name=""), name="record_file_named"),
        ]

    def __str__(self) -> str:
        return self.name
