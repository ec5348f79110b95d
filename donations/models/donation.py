"""Donations: what somebody gave, by which of the seven ways, for what, and what became of it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency, PaymentMethod
from finance.models import FinanceRecord, Fund, MoneyAccount, Transfer
from kafkasder.core.crypto import EncryptedTextField
from kafkasder.core.links import record_url
from kafkasder.core.sql import words_column

from ..choices import CardBrand, ChequeState, Gateway, GiftKind, Operator, TributeKind, Unit
from ..querysets import BatchQuerySet, DonationQuerySet, SettlementQuerySet
from ..states import BatchState, DonationState
from .campaign import Campaign
from .donor import Donor
from .methods import METHOD_RULES


class Batch(models.Model):
    """Gifts typed in from one pile of papers, of which somebody counted beforehand how many and how much."""

    name = models.CharField(_("ad"), max_length=100)
    day = models.DateField(_("tarih"))
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PaymentMethod, default=PaymentMethod.CASH)
    account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("kasa/banka"), related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+")
    expected_count = models.PositiveIntegerField(_("beklenen adet"), validators=[MinValueValidator(1)])
    expected_total = models.DecimalField(_("beklenen toplam"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    state = models.CharField(_("durum"), max_length=10, choices=BatchState, default=BatchState.OPEN, editable=False)
    difference_reason = models.CharField(_("farkın nedeni"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("açan"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    closed_at = models.DateTimeField(_("tamamlanma"), null=True, blank=True, editable=False)

    objects = BatchQuerySet.as_manager()

    audit_label = "name"

    class Meta:
        verbose_name = _("toplu giriş")
        verbose_name_plural = _("toplu girişler")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_total__gt=0, expected_count__gte=1),
                name="batch_expects_something",
                violation_error_message=_("Beklenen adet ve toplam sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.OPEN, closed_at=None)
                | Q(state=BatchState.CLOSED, closed_at__isnull=False),
                name="batch_closed_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="batch_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_url("donations:batch_detail", self.pk)


class Donation(models.Model):
    """A gift. Which of the fields of the ways of paying are filled follows from `method` (`models.methods`).

    `rate` is what a unit of a foreign currency was worth in lira on that day; nothing is ever added up by it.
    """

    donor = models.ForeignKey(
        Donor, models.PROTECT, verbose_name=_("bağışçı"), related_name="donations", db_index=False
    )
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    rate = models.DecimalField(_("günün kuru (₺)"), max_digits=14, decimal_places=6, null=True, blank=True)
    day = models.DateField(_("bağış tarihi"))
    kind = models.CharField(_("bağış türü"), max_length=15, choices=GiftKind, default=GiftKind.GENERAL)
    purpose = models.CharField(_("şart/amaç"), max_length=300, blank=True)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+", db_index=False)
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        verbose_name=_("kampanya"),
        related_name="donations",
        null=True,
        blank=True,
        db_index=False,
    )
    tribute_kind = models.CharField(_("ithaf"), max_length=10, choices=TributeKind, blank=True)
    tribute_name = models.CharField(_("kimin için"), max_length=150, blank=True)
    from_abroad = models.BooleanField(_("yurt dışından"), default=False)
    notes = models.TextField(_("notlar"), max_length=1000, blank=True)
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PaymentMethod)
    account = models.ForeignKey(
        MoneyAccount, models.PROTECT, verbose_name=_("kasa/banka"), related_name="+", db_index=False
    )
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("tahsil eden"),
        related_name="+",
        null=True,
        blank=True,
    )
    # Cheque or note
    cheque_number = models.CharField(_("çek/senet no"), max_length=30, blank=True)
    drawn_on = models.DateField(_("düzenlenme tarihi"), null=True, blank=True)
    due_on = models.DateField(_("vade"), null=True, blank=True)
    cheque_state = models.CharField(_("çek durumu"), max_length=12, choices=ChequeState, blank=True, editable=False)
    # Cheque and bank transfer
    bank_name = models.CharField(_("banka"), max_length=80, blank=True)
    sender_account = EncryptedTextField(_("gönderen IBAN/hesap"))
    # Card, online payment and bank transfer: what the operator calls the payment
    reference = models.CharField(_("işlem no"), max_length=64, blank=True)
    card_digits = models.CharField(
        _("kartın son dört hanesi"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^\d{4}\Z", _("Dört rakam yazın."))],
    )
    card_brand = models.CharField(_("kart türü"), max_length=10, choices=CardBrand, blank=True)
    terminal = models.CharField(_("POS no"), max_length=30, blank=True)
    gateway = models.CharField(_("ödeme kuruluşu"), max_length=10, choices=Gateway, blank=True)
    three_d_secure = models.BooleanField(_("3D Secure"), null=True, blank=True)
    # Text message
    operator = models.CharField(_("operatör"), max_length=12, choices=Operator, blank=True)
    sms_phone = EncryptedTextField(_("gönderen telefon"))
    sms_code = models.CharField(_("SMS kodu"), max_length=20, blank=True)
    billing_month = models.DateField(_("fatura ayı"), null=True, blank=True)
    # In kind: the goods are rows of their own
    place = models.CharField(_("konduğu yer"), max_length=100, blank=True)
    condition = models.CharField(_("durumu"), max_length=200, blank=True)
    food_bank = models.BooleanField(_("gıda bankacılığı"), default=False)
    invoice_number = models.CharField(_("bağışçının fatura no"), max_length=30, blank=True)

    settled_on = models.DateField(_("hesaba geçiş"), null=True, blank=True, editable=False)
    net_amount = models.DecimalField(
        _("geçen tutar"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    fee = models.DecimalField(_("komisyon"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False)
    settlement = models.ForeignKey(
        "donations.Settlement",
        models.PROTECT,
        verbose_name=_("hesap kapama"),
        related_name="donations",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    refunded = models.DecimalField(_("iade edilen"), max_digits=14, decimal_places=2, default=0, editable=False)
    derbis_number = models.CharField(_("DERBİS e-alındı no"), max_length=50, blank=True)
    batch = models.ForeignKey(
        Batch,
        models.PROTECT,
        verbose_name=_("toplu giriş"),
        related_name="donations",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    import_key = models.CharField(_("içe aktarma anahtarı"), max_length=80, blank=True, editable=False)
    state = models.CharField(
        _("durum"), max_length=10, choices=DonationState, default=DonationState.PENDING, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    record = models.OneToOneField(
        FinanceRecord,
        models.PROTECT,
        verbose_name=_("defter kaydı"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
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
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("onaylayan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    completed_at = models.DateTimeField(_("tahsil zamanı"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    words = words_column("purpose", "tribute_name", "reference", "cheque_number")

    objects = DonationQuerySet.as_manager()

    audit_masked = ("card_digits",)

    trigger_refusals = {"donation_stays": _("Tahsil edilmiş bağışın parası ve yeri değişmez.")}

    class Meta:
        verbose_name = _("bağış")
        verbose_name_plural = _("bağışlar")
        default_permissions = ()
        permissions = [
            ("view_donations", _("Bağışları görür")),
            ("record_donations", _("Bağış kaydeder ve tahsil eder")),
            ("approve_donations", _("Başkasının kaydettiği çeki ve ayni bağışı onaylar")),
            ("refund_donations", _("Bağışı iade eder, yanlış kaydı iptal eder")),
            ("export_donations", _("Bağışları dosyaya aktarır")),
            ("import_donations", _("Bağışları dosyadan içe aktarır")),
            ("view_reports", _("Bağış ve para raporlarını görür")),
        ]
        constraints = METHOD_RULES
        indexes = [
            GinIndex(fields=["words"], name="donation_words"),
            models.Index(fields=["-day", "-id"], name="donation_newest"),
            models.Index(fields=["donor", "-day", "-id"], name="donation_of_donor"),
            models.Index(
                fields=["campaign", "-day", "-id"], condition=Q(campaign__isnull=False), name="donation_of_campaign"
            ),
            models.Index(fields=["fund", "day", "id"], name="donation_of_fund"),
            models.Index(fields=["method", "-day", "-id"], name="donation_by_method"),
            models.Index(fields=["state", "-day", "-id"], name="donation_by_state"),
            models.Index(fields=["kind", "-day", "-id"], name="donation_by_kind"),
            models.Index(fields=["-amount", "-id"], name="donation_by_amount"),
            models.Index(fields=["due_on"], condition=Q(cheque_state__in=["held", "presented"]), name="donation_due"),
            models.Index(
                fields=["account", "billing_month", "id"],
                condition=Q(
                    state__in=["completed", "refunded"], settlement__isnull=True, method__in=["pos", "online", "sms"]
                ),
                name="donation_unsettled",
            ),
            models.Index(fields=["settlement"], condition=Q(settlement__isnull=False), name="donation_of_settlement"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="donation_of_batch"),
            # Who gave how much in a time is told by this index alone.
            models.Index(
                fields=["currency", "day"],
                include=["donor", "amount", "refunded"],
                condition=Q(state__in=["completed", "refunded"]),
                name="donation_givers",
            ),
        ]

    def __str__(self) -> str:
        return _("Bağış %(number)s") % {"number": self.pk or "–"}

    def get_absolute_url(self) -> str:
        return record_url("donations:donation_detail", self.pk)


class DonationItem(models.Model):
    """Goods of a gift in kind; the values of all of them make its amount."""

    donation = models.ForeignKey(Donation, models.CASCADE, verbose_name=_("bağış"), related_name="items")
    category = models.CharField(_("cins"), max_length=60)
    description = models.CharField(_("açıklama"), max_length=200, blank=True)
    quantity = models.DecimalField(_("miktar"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("birim"), max_length=10, choices=Unit, default=Unit.PIECE)
    value = models.DecimalField(_("değer (toplam)"), max_digits=14, decimal_places=2)

    audit_label = "category"

    class Meta:
        verbose_name = _("bağışlanan mal")
        verbose_name_plural = _("bağışlanan mallar")
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="item_quantity_positive",
                violation_error_message=_("Miktar sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="item_value_positive",
                violation_error_message=_("Değer sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(condition=~Q(category=""), name="item_named"),
        ]

    def __str__(self) -> str:
        return self.category


class Settlement(models.Model):
    """What an operator of cards, online payments or text messages paid out for gifts, less its fee.

    `gross` is what it still owed for them: what went back to a giver out of its account is no longer part of it. One
    that was taken back stays to be seen; its gifts wait to be paid out again.
    """

    from_account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("alacak hesabı"), related_name="+")
    to_account = models.ForeignKey(MoneyAccount, models.PROTECT, verbose_name=_("banka hesabı"), related_name="+")
    day = models.DateField(_("hesaba geçiş"))
    gross = models.DecimalField(_("brüt"), max_digits=14, decimal_places=2)
    fee = models.DecimalField(_("komisyon"), max_digits=14, decimal_places=2)
    net = models.DecimalField(_("geçen tutar"), max_digits=14, decimal_places=2)
    count = models.PositiveIntegerField(_("bağış sayısı"), editable=False)
    document_number = models.CharField(_("dekont no"), max_length=50, blank=True)
    transfer = models.OneToOneField(
        Transfer, models.PROTECT, verbose_name=_("aktarım"), related_name="+", null=True, editable=False
    )
    fee_record = models.OneToOneField(
        FinanceRecord, models.PROTECT, verbose_name=_("komisyon kaydı"), related_name="+", null=True, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    undone_at = models.DateTimeField(_("geri alınma"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("geri alan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    undo_reason = models.CharField(_("geri alma nedeni"), max_length=300, blank=True, editable=False)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("hesap kapama")
        verbose_name_plural = _("hesap kapamalar")
        default_permissions = ()
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fee__gte=0, net__gt=0, gross=models.F("net") + models.F("fee")),
                name="settlement_adds_up",
                violation_error_message=_("Geçen tutar ile komisyonun toplamı brüt tutar olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undo_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason="")),
                name="settlement_undone_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["-day", "-id"], name="settlement_newest")]

    def __str__(self) -> str:
        return f"{self.from_account} → {self.to_account}, {self.day}"

    def get_absolute_url(self) -> str:
        return record_url("donations:settlement_detail", self.pk)


class Refund(models.Model):
    """Money of a gift that went back to its giver, as a whole or in part."""

    donation = models.ForeignKey(Donation, models.PROTECT, verbose_name=_("bağış"), related_name="refunds")
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2)
    day = models.DateField(_("tarih"))
    reason = models.CharField(_("neden"), max_length=300)
    record = models.OneToOneField(FinanceRecord, models.PROTECT, verbose_name=_("defter kaydı"), related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    class Meta:
        verbose_name = _("iade")
        verbose_name_plural = _("iadeler")
        default_permissions = ()
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="refund_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.donation}: {self.amount}"
