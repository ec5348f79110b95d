"""Payment lists: many paid at once, approved by others, and how a bank wants its file."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from finance.choices import PaymentMethod
from finance.models import Fund, MoneyAccount
from kafkasder.core.links import record_url
from kafkasder.core.sql import words_column

from ..choices import PAYS_BY, AidKind, AmountFormat, AmountRule, ListSource
from ..querysets import PaymentListQuerySet
from ..states import ListState, OrderState


class PaymentList(models.Model):
    """Many payments of one kind in one month: built, locked, approved by others, paid, and reconciled.

    `filter` is the query of the household list that it was built of, as the list's address writes it. `count` and
    `total` are of what it held when it was locked. `writers` are the keys of all who ever made, filled, changed or
    locked it: none of them approves it.
    """

    number = models.CharField(_("liste no"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("başlık"), max_length=150)
    source = models.CharField(_("kaynak"), max_length=15, choices=ListSource, default=ListSource.PLANS)
    filter = models.CharField(_("süzgeç"), max_length=1000, blank=True, editable=False)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("önceki liste"),
        related_name="followers",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField(_("yardım türü"), max_length=20, choices=AidKind, blank=True)
    period = models.DateField(_("ay"))
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PAYS_BY, default=PaymentMethod.BANK)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+")
    account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("kasa/banka"), related_name="+")
    amount_rule = models.CharField(_("tutar kuralı"), max_length=15, choices=AmountRule, blank=True)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=ListState, default=ListState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    count = models.PositiveIntegerField(_("kişi sayısı"), null=True, blank=True, editable=False)
    total = models.DecimalField(_("toplam"), max_digits=16, decimal_places=2, null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("hazırlayan"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kilitleyen"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    locked_at = models.DateTimeField(_("kilit zamanı"), null=True, blank=True, editable=False)
    released_at = models.DateTimeField(_("ödemeye çıkma"), null=True, blank=True, editable=False)
    paid_on = models.DateField(_("ödeme günü"), null=True, blank=True, editable=False)
    writers = ArrayField(models.BigIntegerField(), verbose_name=_("dolduranlar"), default=list, editable=False)
    closed_at = models.DateTimeField(_("kapanma"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    words = words_column("title", "number")

    objects = PaymentListQuerySet.as_manager()

    audit_label = "number"
    audit_omitted = ("writers",)

    class Meta:
        verbose_name = _("ödeme listesi")
        verbose_name_plural = _("ödeme listeleri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ListState.values), name="payment_list_state_known"),
            models.CheckConstraint(
                condition=Q(period=TruncMonth("period")),
                name="payment_list_of_a_month",
                violation_error_message=_("Ay, birinci günüyle yazılır."),
            ),
            models.CheckConstraint(
                condition=(Q(source=ListSource.HOUSEHOLDS, amount__isnull=False, amount__gt=0) & ~Q(amount_rule=""))
                | (~Q(source=ListSource.HOUSEHOLDS) & Q(amount__isnull=True, amount_rule="")),
                name="payment_list_amount_if_by_filter",
                violation_error_message=_("Süzgeçten hazırlanan listede tutarı ve tutar kuralını yazın."),
            ),
            models.CheckConstraint(
                condition=~Q(source=ListSource.HOUSEHOLDS) | ~Q(kind=""),
                name="payment_list_kind_if_by_filter",
                violation_error_message=_("Yardım türünü seçin."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ListState.OPEN, ListState.CANCELLED])
                | Q(locked_at__isnull=False, locked_by__isnull=False, count__isnull=False, total__isnull=False),
                name="payment_list_locked_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ListState.RELEASED, ListState.CLOSED])
                | Q(released_at__isnull=False, paid_on__isnull=False),
                name="payment_list_released_at_some_time",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="payment_list_words"),
            models.Index(fields=["-created_at", "-id"], name="payment_list_newest"),
            models.Index(fields=["state", "-created_at", "-id"], name="payment_list_state"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    def get_absolute_url(self) -> str:
        return record_url("aid:list_detail", self.pk)

    @property
    def seen(self) -> str:
        """What tells a locked list from the same one opened, changed and locked again while somebody looked at it."""
        is_locked = self.state == ListState.LOCKED and self.locked_at is not None
        return f"{self.locked_at:%Y%m%d%H%M%S%f}" if is_locked else ""


class ListApproval(models.Model):
    """Somebody's approval of a locked list; how many it needs follows from its total."""

    payment_list = models.ForeignKey(
        PaymentList, models.PROTECT, verbose_name=_("ödeme listesi"), related_name="approvals", editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("onaylayan"), related_name="+", editable=False
    )
    at = models.DateTimeField(_("zaman"), auto_now_add=True)

    class Meta:
        verbose_name = _("liste onayı")
        verbose_name_plural = _("liste onayları")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["payment_list", "by"], name="list_approved_once_by_each")]

    def __str__(self) -> str:
        return str(self.by)


class ReleaseOrder(models.Model):
    """That somebody asked for a list of many payments to be released, which the worker does in their name."""

    payment_list = models.ForeignKey(
        PaymentList, models.PROTECT, verbose_name=_("ödeme listesi"), related_name="orders", editable=False
    )
    day = models.DateField(_("ödeme günü"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("isteyen"), related_name="+")
    at = models.DateTimeField(_("zaman"), auto_now_add=True)
    state = models.CharField(_("durum"), max_length=10, choices=OrderState, default=OrderState.WAITING)
    refusal = models.CharField(_("yapılamama nedeni"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("bitiş zamanı"), null=True, blank=True)

    audit_label = "day"

    class Meta:
        verbose_name = _("ödemeye çıkarma isteği")
        verbose_name_plural = _("ödemeye çıkarma istekleri")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="release_order_state_known"),
            models.CheckConstraint(
                condition=Q(state=OrderState.WAITING, ended_at__isnull=True, refusal="")
                | Q(state=OrderState.DONE, ended_at__isnull=False, refusal="")
                | (Q(state=OrderState.REFUSED, ended_at__isnull=False) & ~Q(refusal="")),
                name="release_order_ended_whole",
            ),
            models.UniqueConstraint(
                fields=["payment_list"],
                condition=Q(state=OrderState.WAITING),
                name="release_ordered_once",
                violation_error_message=_("Bu liste zaten ödemeye çıkarılıyor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_list_id} · {self.day:%d.%m.%Y}"


class BankTemplate(models.Model):
    """How a bank wants its file: which columns in which order, and how they are headed."""

    name = models.CharField(_("ad"), max_length=80, unique=True)
    columns = models.JSONField(_("sütunlar"), default=list)
    has_heading = models.BooleanField(_("başlık satırı olsun"), default=True)
    separator = models.CharField(
        _("CSV ayırıcısı"), max_length=1, choices=[(";", ";"), (",", ","), ("|", "|")], default=";"
    )
    amount_format = models.CharField(
        _("tutarın yazılışı"), max_length=10, choices=AmountFormat, default=AmountFormat.COMMA
    )

    audit_label = "name"

    class Meta:
        verbose_name = _("banka dosyası kalıbı")
        verbose_name_plural = _("banka dosyası kalıpları")
        default_permissions = ()
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(columns=[]), name="bank_template_has_columns")]

    def __str__(self) -> str:
        return self.name
