"""Receipts: the books they come from, who may write them, and each one with its number."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import EncryptedTextField
from kafkasder.core.days import today
from kafkasder.core.links import record_url

from ..choices import LAST_NUMBER, LEAVES, SERIES, ReceiptKind
from ..querysets import AuthorizationQuerySet, BookQuerySet, ReceiptQuerySet
from ..states import BookState, ReceiptState
from .donation import Donation


class ReceiptBook(models.Model):
    """A run of numbers of one series, as the printing house made it: one volume or several in a row.

    `next_number` is the one that is given next; it only grows, and only with a receipt.
    """

    kind = models.CharField(_("belge"), max_length=10, choices=ReceiptKind, default=ReceiptKind.CASH)
    series = models.CharField(_("seri"), max_length=1, choices=[(letter, letter) for letter in SERIES])
    first = models.PositiveIntegerField(_("ilk numara"))
    last = models.PositiveIntegerField(_("son numara"))
    next_number = models.PositiveIntegerField(_("sıradaki numara"), editable=False)
    printed_by = models.CharField(_("matbaa"), max_length=100, blank=True)
    decision = models.CharField(_("bastırma kararı"), max_length=100, blank=True)
    received_on = models.DateField(_("teslim alındığı gün"))
    state = models.CharField(_("durum"), max_length=10, choices=BookState, default=BookState.IN_STOCK, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kimde"),
        related_name="receipt_books",
        null=True,
        blank=True,
        editable=False,
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = BookQuerySet.as_manager()

    trigger_refusals = {
        "book_numbers_of_its_own": _("Bu numaralardan bazıları başka bir ciltte var."),
        "book_without_gaps": _("Numaralar atlanmadan ve yalnız makbuzla birlikte ilerler."),
    }

    class Meta:
        verbose_name = _("makbuz cildi")
        verbose_name_plural = _("makbuz ciltleri")
        default_permissions = ()
        permissions = [
            ("view_receipts", _("Makbuzları görür")),
            ("issue_receipts", _("Makbuz keser")),
            ("void_receipts", _("Makbuz iptal eder")),
            ("manage_receipt_books", _("Makbuz ciltlerini ve tahsil yetkilerini yönetir")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReceiptKind.values), name="book_kind_known"),
            models.CheckConstraint(condition=Q(series__in=list(SERIES)), name="book_series_known"),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first"), last__lte=LAST_NUMBER),
                name="book_numbers_in_order",
                violation_error_message=_("Numaralar 1 ile 1.000.000 arasında ve sıralı olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(next_number__gte=F("first"), next_number__lte=F("last") + 1), name="book_next_within"
            ),
            models.CheckConstraint(
                condition=Q(state=BookState.DELIVERED, holder__isnull=False)
                | (~Q(state=BookState.DELIVERED) & Q(holder__isnull=True)),
                name="book_is_with_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookState.CLOSED) | Q(next_number=F("last") + 1) | ~Q(state_reason=""),
                name="book_closed_early_for_a_reason",
                violation_error_message=_("Boş yaprağı kalan cilt ancak nedeni yazılarak kapatılır."),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "series", "first"], name="book_by_number"),
            models.Index(fields=["state"], name="book_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.first:07d} – {self.last:07d}"

    def get_absolute_url(self) -> str:
        return record_url("donations:book_detail", self.pk)

    @property
    def left(self) -> int:
        """How many leaves are not used yet."""
        return self.last - self.next_number + 1

    @property
    def volumes(self) -> str:
        """The numbers of its volumes, such as `1–2`."""
        first, last = (-(-number // LEAVES) for number in (self.first, self.last))
        return str(first) if first == last else f"{first}–{last}"


class BookHandover(models.Model):
    """That a book was given to somebody who collects, and came back."""

    book = models.ForeignKey(ReceiptBook, models.PROTECT, verbose_name=_("cilt"), related_name="handovers")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("teslim alan"), related_name="book_handovers"
    )
    delivered_on = models.DateField(_("teslim"))
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("teslim eden"), related_name="+", editable=False
    )
    due_on = models.DateField(_("geri verileceği gün"))
    first_number = models.PositiveIntegerField(_("teslimde sıradaki numara"), editable=False)
    returned_on = models.DateField(_("geri alınma"), null=True, blank=True)
    returned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("geri alan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    last_number = models.PositiveIntegerField(_("geri almada sıradaki numara"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("cilt teslimi")
        verbose_name_plural = _("cilt teslimleri")
        default_permissions = ()
        ordering = ["-delivered_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("delivered_on")),
                name="handover_due_after_delivery",
                violation_error_message=_("Geri verileceği gün, teslimden önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("delivered_on")),
                name="handover_days_in_order",
                violation_error_message=_("Geri alınma, teslimden önce olamaz."),
            ),
            models.UniqueConstraint(
                fields=["book"], condition=Q(returned_on__isnull=True), name="handover_one_holder_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(returned_on__isnull=True), name="handover_open")]

    def __str__(self) -> str:
        return f"{self.book}: {self.holder}"


class CollectorAuthorization(models.Model):
    """That the board lets somebody collect money (yetki belgesi), for a year at most unless they sit on it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("görevli"), related_name="collector_authorizations"
    )
    board_member = models.BooleanField(_("yönetim kurulu asıl üyesi"), default=False)
    decision = models.CharField(_("yönetim kurulu kararı"), max_length=100)
    valid_from = models.DateField(_("başlangıç"))
    valid_to = models.DateField(_("bitiş"))
    revoked_on = models.DateField(_("iptal edildiği gün"), null=True, blank=True, editable=False)
    revoke_reason = models.CharField(_("iptal nedeni"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    objects = AuthorizationQuerySet.as_manager()

    audit_label = "decision"

    class Meta:
        verbose_name = _("tahsil yetkisi")
        verbose_name_plural = _("tahsil yetkileri")
        default_permissions = ()
        ordering = ["-valid_to", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="authorization_days_in_order",
                violation_error_message=_("Bitiş, başlangıçtan önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(board_member=True) | Q(valid_to__lte=F("valid_from") + timedelta(days=366)),
                name="authorization_at_most_a_year",
                violation_error_message=_("Tahsil yetkisi en çok bir yıl için verilir."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | ~Q(revoke_reason=""), name="authorization_revoked_for_reason"
            ),
        ]
        indexes = [models.Index(fields=["person", "-valid_to"], name="authorization_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.decision}"

    def get_absolute_url(self) -> str:
        return record_url("donations:authorization_detail", self.pk)

    def holds_on(self, day: object) -> bool:
        """Whether it lets its person collect on a day."""
        last = self.valid_to if self.revoked_on is None else min(self.valid_to, self.revoked_on - timedelta(days=1))
        return self.valid_from <= day <= last  # type: ignore[operator]


class Receipt(models.Model):
    """A leaf of a book, with the words that stand on it: what the donor's row says later changes nothing here.

    A spoiled leaf has no donation. None is ever deleted, and no number is given twice. `goods` are those of a gift in
    kind, as `{"what": …, "quantity": …, "unit": …, "value": …}`.
    """

    book = models.ForeignKey(ReceiptBook, models.PROTECT, verbose_name=_("cilt"), related_name="receipts")
    kind = models.CharField(_("belge"), max_length=10, choices=ReceiptKind)
    series = models.CharField(_("seri"), max_length=1)
    number = models.PositiveIntegerField(_("sıra no"))
    donation = models.ForeignKey(
        Donation, models.PROTECT, verbose_name=_("bağış"), related_name="receipts", null=True, blank=True
    )
    day = models.DateField(_("tarih"), default=today)
    payer_name = models.CharField(_("kimden"), max_length=150, blank=True)
    payer_number = EncryptedTextField(_("T.C. kimlik no / vergi no"))
    payer_address = models.CharField(_("adres"), max_length=600, blank=True)
    income = models.CharField(_("gelirin cinsi"), max_length=100, blank=True)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("para birimi"), max_length=3, blank=True)
    amount_words = models.CharField(_("yazıyla"), max_length=300, blank=True)
    goods = models.JSONField(_("mallar"), default=list, blank=True, editable=False)
    note = models.CharField(_("not"), max_length=200, blank=True)
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("tahsil eden"), related_name="+"
    )
    collector_name = models.CharField(_("tahsil edenin adı"), max_length=150, blank=True)
    collector_duty = models.CharField(_("tahsil edenin görevi"), max_length=100, blank=True)
    authorization = models.ForeignKey(
        CollectorAuthorization, models.PROTECT, verbose_name=_("tahsil yetkisi"), related_name="receipts", null=True
    )
    code = models.CharField(_("doğrulama kodu"), max_length=16, unique=True, editable=False)
    state = models.CharField(
        _("durum"), max_length=10, choices=ReceiptState, default=ReceiptState.ISSUED, editable=False
    )
    void_reason = models.CharField(_("iptal nedeni"), max_length=300, blank=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("iptal eden"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    voided_at = models.DateTimeField(_("iptal zamanı"), null=True, blank=True, editable=False)
    mailed_at = models.DateTimeField(_("e-postayla gönderilme"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), default=timezone.now, editable=False)

    objects = ReceiptQuerySet.as_manager()

    trigger_refusals = {"receipt_stays": _("Kesilmiş makbuz değişmez; iptal edip yenisini kesin.")}

    class Meta:
        verbose_name = _("makbuz")
        verbose_name_plural = _("makbuzlar")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "series", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["donation"],
                condition=Q(state=ReceiptState.ISSUED),
                name="receipt_one_for_a_donation",
                violation_error_message=_("Bu bağışın makbuzu var."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReceiptState.VOID)
                | (
                    Q(donation__isnull=False, amount__isnull=False, amount__gt=0)
                    & ~Q(payer_name="")
                    & ~Q(amount_words="")
                ),
                name="receipt_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=ReceiptState.ISSUED, voided_at=None, voided_by=None, void_reason="")
                | (Q(state=ReceiptState.VOID, voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="receipt_void_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-day", "-id"], name="receipt_newest"),
            models.Index(fields=["book", "number"], name="receipt_of_book"),
            models.Index(fields=["book"], condition=Q(state=ReceiptState.VOID), name="receipt_void_of_book"),
            models.Index(fields=["number"], name="receipt_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.number:07d}"

    def get_absolute_url(self) -> str:
        return record_url("donations:receipt_detail", self.pk)

    @property
    def volume(self) -> int:
        """The number of its volume (cilt): fifty leaves each, counted from the first of the series."""
        return -(-self.number // LEAVES)
