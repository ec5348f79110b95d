"""Transfers: money that changes its place or its fund and is neither income nor expense."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url

from ..querysets import TransferQuerySet
from ..states import RecordState
from .account import MoneyAccount
from .fund import Fund
from .waiting import STATE_HAS_ITS_DECISION, Decided


class Transfer(Decided, models.Model):
    """Money from one account to another, or from one fund to another.

    Between accounts of two currencies it is an exchange: `amount` goes out, `received` comes in, both of `fund`, whose
    money is changed. Between accounts of one currency no fund gains or loses.
    """

    from_account = models.ForeignKey(
        MoneyAccount, models.PROTECT, verbose_name=_("çıkan hesap"), related_name="+", null=True, blank=True
    )
    to_account = models.ForeignKey(
        MoneyAccount, models.PROTECT, verbose_name=_("giren hesap"), related_name="+", null=True, blank=True
    )
    from_fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name=_("çıkan fon"), related_name="+", null=True, blank=True
    )
    to_fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name=_("giren fon"), related_name="+", null=True, blank=True
    )
    fund = models.ForeignKey(
        Fund, models.PROTECT, verbose_name=_("bozdurulan fon"), related_name="+", null=True, blank=True
    )
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("para birimi"), max_length=3)
    received = models.DecimalField(_("giren tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    received_currency = models.CharField(_("giren para birimi"), max_length=3, blank=True)
    day = models.DateField(_("tarih"))
    description = models.CharField(_("açıklama"), max_length=300)
    document_number = models.CharField(_("belge no"), max_length=50, blank=True)
    decision = models.CharField(_("yönetim kurulu kararı"), max_length=100, blank=True)
    state = models.CharField(
        _("durum"), max_length=10, choices=RecordState, default=RecordState.PENDING, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("geri aldığı aktarım"),
        related_name="reversal",
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
        editable=False,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("karar veren"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("karar zamanı"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    objects = TransferQuerySet.as_manager()

    audit_label = "description"

    decided_about: ClassVar = (
        "from_account_id",
        "to_account_id",
        "from_fund_id",
        "to_fund_id",
        "fund_id",
        "amount",
        "currency",
        "received",
        "day",
        "description",
        "document_number",
        "decision",
    )

    trigger_refusals = {"transfer_stays": _("Onaylanmış aktarım değişmez; ters kayıtla düzeltin.")}

    class Meta:
        verbose_name = _("aktarım")
        verbose_name_plural = _("aktarımlar")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="transfer_amount_positive",
                violation_error_message=_("Tutar sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(
                    from_account__isnull=False, to_account__isnull=False, from_fund__isnull=True, to_fund__isnull=True
                )
                | Q(from_account__isnull=True, to_account__isnull=True, from_fund__isnull=False, to_fund__isnull=False),
                name="transfer_between_two_of_a_kind",
                violation_error_message=_("Ya iki hesap ya da iki fon seçin."),
            ),
            models.CheckConstraint(
                condition=Q(from_account__isnull=True) | ~Q(from_account=F("to_account")),
                name="transfer_to_another_account",
                violation_error_message=_("İki farklı hesap seçin."),
            ),
            models.CheckConstraint(
                condition=Q(from_fund__isnull=True) | ~Q(from_fund=F("to_fund")),
                name="transfer_to_another_fund",
                violation_error_message=_("İki farklı fon seçin."),
            ),
            models.CheckConstraint(
                condition=Q(received__isnull=True, received_currency="", fund__isnull=True)
                | (
                    Q(received__isnull=False, received__gt=0, fund__isnull=False, from_account__isnull=False)
                    & ~Q(received_currency="")
                    & ~Q(received_currency=F("currency"))
                ),
                name="transfer_exchange_whole",
                violation_error_message=_("Döviz bozdururken giren tutarı ve fonu yazın."),
            ),
            models.CheckConstraint(condition=STATE_HAS_ITS_DECISION, name="transfer_state_has_its_decision"),
            models.CheckConstraint(condition=~Q(description=""), name="transfer_described"),
        ]
        indexes = [
            models.Index(fields=["-day", "-id"], name="transfer_newest"),
            models.Index(fields=["id"], condition=Q(state="pending"), name="transfer_waiting"),
        ]

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return record_url("finance:transfer_detail", self.pk)

    @property
    def is_exchange(self) -> bool:
        return self.received is not None
