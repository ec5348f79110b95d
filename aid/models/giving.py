"""What is given: plans, and single payments and deliveries."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import BankAccount, Beneficiary, Household
from finance.choices import Currency, PaymentMethod
from finance.models import FinanceRecord, Fund, MoneyAccount
from kafkasder.core.files import LONGEST_NAME, MOST_BYTES, random_place
from kafkasder.core.links import record_url

from ..choices import PAYS_BY, PERSONAL, AidKind, Frequency, Unit
from ..querysets import AidQuerySet, PlanQuerySet
from ..states import AidState, PlanState
from .application import AidApplication, AskedAid
from .payment_list import PaymentList

_OF_MONEY = Q(method__in=[PaymentMethod.BANK, PaymentMethod.CASH], amount__isnull=False)
_OF_GOODS = Q(method=PaymentMethod.IN_KIND, quantity__isnull=False) & ~Q(unit="")
_PERSON_FITS = Q(person__isnull=True) | Q(kind__in=PERSONAL)
_SUMS = (Q(amount__isnull=True) | Q(amount__gt=0)) & (Q(quantity__isnull=True) | Q(quantity__gt=0))


class AidPlan(models.Model):
    """What a household is to get, once or month after month; each time becomes an `Aid`.

    `account` is where the money lies, or the goods whose worth the ledger still holds; goods that were booked as an
    expense when they were bought have none. `skipped` are months that it was paused in and does not make up for.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("hane"), related_name="aid_plans", db_index=False
    )
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name=_("kim için"), related_name="aid_plans", null=True, blank=True
    )
    application = models.ForeignKey(
        AidApplication,
        models.PROTECT,
        verbose_name=_("başvuru"),
        related_name="plans",
        null=True,
        blank=True,
        editable=False,
    )
    asked = models.OneToOneField(
        AskedAid,
        models.PROTECT,
        verbose_name=_("istenen yardım"),
        related_name="plan",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField(_("yardım türü"), max_length=20, choices=AidKind)
    frequency = models.CharField(_("sıklık"), max_length=10, choices=Frequency, default=Frequency.ONCE)
    first_month = models.DateField(_("ilk ay"))
    times = models.PositiveSmallIntegerField(_("kaç kez"), default=1)
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PAYS_BY, default=PaymentMethod.BANK)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    quantity = models.DecimalField(_("miktar"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("birim"), max_length=10, choices=Unit, blank=True)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+")
    account = models.ForeignKey(
        MoneyAccount, models.PROTECT, verbose_name=_("kasa/banka"), related_name="+", null=True, blank=True
    )
    note = models.CharField(_("not"), max_length=200, blank=True)
    skipped = ArrayField(models.DateField(), verbose_name=_("atlanan aylar"), default=list, blank=True, editable=False)
    state = models.CharField(_("durum"), max_length=10, choices=PlanState, default=PlanState.ACTIVE, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("planlayan"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = PlanQuerySet.as_manager()

    audit_label = "kind"

    class Meta:
        verbose_name = _("yardım planı")
        verbose_name_plural = _("yardım planları")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AidKind.values), name="plan_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=(_OF_MONEY | _OF_GOODS) & _SUMS,
                name="plan_of_money_or_goods",
                violation_error_message=_("Para yardımında tutarı, ayni yardımda miktarı ve birimi yazın."),
            ),
            models.CheckConstraint(
                condition=Q(method=PaymentMethod.IN_KIND) | Q(account__isnull=False),
                name="plan_money_lies_somewhere",
                violation_error_message=_("Paranın çıkacağı kasayı ya da bankayı seçin."),
            ),
            models.CheckConstraint(
                condition=_PERSON_FITS,
                name="plan_person_only_if_personal",
                violation_error_message=_("Bu yardım haneye verilir; kişi seçilmez."),
            ),
            models.CheckConstraint(
                condition=Q(frequency=Frequency.ONCE, times=1)
                | (~Q(frequency=Frequency.ONCE) & Q(times__gte=1, times__lte=60)),
                name="plan_times_fit",
                violation_error_message=_("Tek seferlik yardım bir kezdir; düzenli yardım en çok 60 kez."),
            ),
            models.CheckConstraint(
                condition=Q(first_month=TruncMonth("first_month")),
                name="plan_begins_with_a_month",
                violation_error_message=_("İlk ay, ayın birinci günüyle yazılır."),
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-first_month", "-id"], name="plan_of_household"),
            models.Index(fields=["state", "first_month"], name="plan_state"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return record_url("aid:plan_detail", self.pk)


def signature_place(aid: "Aid", name: str) -> str:
    return random_place("aid")


class Aid(models.Model):
    """One payment or delivery to a household.

    `is_old_double` marks what a person got once more in a month, in another household, before that was refused.

    No household has two that count for one purpose in one month: `period` is that month's first day. What is paid
    out of the ledger's money has its record, written in the same transaction.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("hane"), related_name="aids", db_index=False
    )
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name=_("kim için"), related_name="+", null=True, blank=True, db_index=False
    )
    plan = models.ForeignKey(
        AidPlan, models.PROTECT, verbose_name=_("plan"), related_name="aids", null=True, blank=True, editable=False
    )
    payment_list = models.ForeignKey(
        PaymentList,
        models.PROTECT,
        verbose_name=_("ödeme listesi"),
        related_name="aids",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    retry_of = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("yerine geçtiği ödeme"),
        related_name="retry",
        null=True,
        blank=True,
        editable=False,
    )
    kind = models.CharField(_("yardım türü"), max_length=20, choices=AidKind)
    period = models.DateField(_("ay"))
    method = models.CharField(_("ödeme yöntemi"), max_length=10, choices=PAYS_BY)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    quantity = models.DecimalField(_("miktar"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("birim"), max_length=10, choices=Unit, blank=True)
    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name=_("fon"), related_name="+", db_index=False)
    account = models.ForeignKey(
        MoneyAccount,
        models.PROTECT,
        verbose_name=_("kasa/banka"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    bank_account = models.ForeignKey(
        BankAccount,
        models.PROTECT,
        verbose_name=_("alıcının hesabı"),
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    state = models.CharField(_("durum"), max_length=10, choices=AidState, default=AidState.PLANNED, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    given_on = models.DateField(_("verildiği gün"), null=True, blank=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("veren"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        db_index=False,
    )
    received_by = models.CharField(_("teslim alan"), max_length=150, blank=True, editable=False)
    bank_reference = models.CharField(_("banka referansı"), max_length=60, blank=True, editable=False)
    record = models.OneToOneField(
        FinanceRecord,
        models.PROTECT,
        verbose_name=_("gelir-gider kaydı"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    note = models.CharField(_("not"), max_length=200, blank=True)
    is_old_double = models.BooleanField(_("kuraldan önceki mükerrer"), default=False, db_default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("hazırlayan"),
        related_name="+",
        editable=False,
        db_index=False,
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = AidQuerySet.as_manager()

    audit_label = "kind"
    trigger_refusals = {
        "aid_given_stays": _("Verilmiş yardımın tutarı, fonu ve alıcısı değişmez; geri alıp yeniden verin."),
        "aid_list_is_locked": _("Bu liste kilitli; ödemeleri değişmez."),
    }

    class Meta:
        verbose_name = _("yardım")
        verbose_name_plural = _("yardımlar")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind", "period", "person"],
                condition=~Q(state__in=["failed", "cancelled"]),
                nulls_distinct=False,
                name="aid_once_a_month",
                violation_error_message=_("Bu haneye bu ay bu yardım zaten verilmiş ya da planlanmış."),
            ),
            models.UniqueConstraint(  # whoever moves takes along what they got
                fields=["person", "kind", "period"],
                condition=Q(person__isnull=False, is_old_double=False) & ~Q(state__in=["failed", "cancelled"]),
                name="aid_once_a_month_for_one",
                violation_error_message=_("Bu kişiye bu ay bu yardım zaten verilmiş ya da planlanmış."),
            ),
            models.CheckConstraint(condition=Q(state__in=AidState.values), name="aid_state_known"),
            models.CheckConstraint(condition=Q(kind__in=AidKind.values), name="aid_kind_known"),
            models.CheckConstraint(
                condition=(_OF_MONEY | _OF_GOODS) & _SUMS,
                name="aid_of_money_or_goods",
                violation_error_message=_("Para yardımında tutarı, ayni yardımda miktarı ve birimi yazın."),
            ),
            models.CheckConstraint(
                condition=Q(method=PaymentMethod.IN_KIND) | Q(account__isnull=False),
                name="aid_money_lies_somewhere",
                violation_error_message=_("Paranın çıkacağı kasayı ya da bankayı seçin."),
            ),
            models.CheckConstraint(
                condition=_PERSON_FITS,
                name="aid_person_only_if_personal",
                violation_error_message=_("Bu yardım haneye verilir; kişi seçilmez."),
            ),
            models.CheckConstraint(
                condition=Q(period=TruncMonth("period")),
                name="aid_of_a_month",
                violation_error_message=_("Ay, birinci günüyle yazılır."),
            ),
            # Money that went out is in the ledger, and what did not go out is not.
            models.CheckConstraint(
                condition=Q(state__in=["planned", "ready", "cancelled"], record=None, given_on=None)
                | Q(state="failed")
                | Q(state__in=["sent", "paid"], method="bank", record__isnull=False, given_on__isnull=False)
                | (
                    Q(state="delivered", given_on__isnull=False)
                    & ~Q(method="bank")
                    & (Q(record__isnull=False) | Q(method="in_kind", account=None))
                    & ~Q(received_by="")
                ),
                name="aid_given_is_in_the_ledger",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "sent", "paid"]) | ~Q(method="bank") | Q(bank_account__isnull=False),
                name="aid_by_bank_has_its_account",
                violation_error_message=_("Hanenin açık bir banka hesabı yok."),
            ),
        ]
        indexes = [
            models.Index(fields=["-period", "-id"], name="aid_newest"),
            models.Index(fields=["household", "-given_on"], name="aid_of_household"),
            models.Index(fields=["payment_list", "id"], condition=Q(payment_list__isnull=False), name="aid_of_list"),
            # What a list comes to, and which accounts it pays into, from the index alone.
            models.Index(
                fields=["payment_list", "bank_account"],
                include=["household", "state", "amount"],
                condition=Q(payment_list__isnull=False),
                name="aid_of_list_summed",
            ),
            models.Index(fields=["state", "-period", "-id"], name="aid_state"),
            models.Index(fields=["kind", "-period", "-id"], name="aid_by_kind"),
            models.Index(fields=["-given_on", "-id"], condition=Q(given_on__isnull=False), name="aid_by_day"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return record_url("aid:aid_detail", self.pk)


class AidProof(models.Model):
    """What proves that an aid arrived: a drawn signature, a photo, a signed paper."""

    class Kind(models.TextChoices):
        SIGNATURE = "signature", _("İmza")
        PHOTO = "photo", _("Fotoğraf")
        PAPER = "paper", _("Tutanak")

    aid = models.ForeignKey(Aid, models.PROTECT, verbose_name=_("yardım"), related_name="proofs", editable=False)
    kind = models.CharField(_("tür"), max_length=10, choices=Kind)
    content = models.FileField(_("dosya"), upload_to=signature_place, max_length=150)
    name = models.CharField(_("dosya adı"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveIntegerField(_("boyut"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", editable=False
    )
    added_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    audit_label = "name"

    class Meta:
        verbose_name = _("teslim kanıtı")
        verbose_name_plural = _("teslim kanıtları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="aid_proof_size"),
            models.CheckConstraint(condition=~Q(name=""), name="aid_proof_named"),
        ]

    def __str__(self) -> str:
        return self.name
