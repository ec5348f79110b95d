"""Cash boxes, bank accounts and what operators still owe: the places where money is."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url
from kafkasder.core.sql import sort_key_column

from ..choices import AccountKind, Currency
from ..querysets import AccountQuerySet
from ..states import OpenState


class MoneyAccount(models.Model):
    """A place where money of one currency is. `limit` is what the board lets a cash box hold."""

    name = models.CharField(_("ad"), max_length=80, unique=True, error_messages={"unique": _("Bu adla bir hesap var.")})
    kind = models.CharField(_("tür"), max_length=10, choices=AccountKind)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    bank_name = models.CharField(_("banka"), max_length=80, blank=True)
    iban = models.CharField(_("IBAN"), max_length=26, blank=True)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="money_accounts",
        null=True,
        blank=True,
    )
    limit = models.DecimalField(_("kasa sınırı"), max_digits=14, decimal_places=2, null=True, blank=True)
    limit_decision = models.CharField(_("sınırın dayandığı karar"), max_length=100, blank=True)
    notes = models.TextField(_("notlar"), max_length=1000, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=OpenState, default=OpenState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    name_key = sort_key_column("name")

    objects = AccountQuerySet.as_manager()

    audit_label = "name"

    trigger_refusals = {"account_used": _("Hareketi olan hesabın türü ve para birimi değişmez.")}

    class Meta:
        verbose_name = _("kasa/banka hesabı")
        verbose_name_plural = _("kasalar ve bankalar")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AccountKind.values), name="account_kind_known"),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="account_currency_known"),
            models.CheckConstraint(condition=Q(state__in=OpenState.values), name="account_state_known"),
            models.CheckConstraint(condition=~Q(name=""), name="account_named"),
            models.CheckConstraint(
                condition=Q(kind=AccountKind.BANK) | Q(iban="", bank_name=""),
                name="account_iban_of_banks",
                violation_error_message=_("Banka adı ve IBAN yalnız banka hesabında olur."),
            ),
            models.UniqueConstraint(
                fields=["iban"],
                condition=~Q(iban=""),
                name="account_iban_unique",
                violation_error_message=_("Bu IBAN ile bir hesap var."),
            ),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(kind=AccountKind.CASH, limit__gt=0),
                name="account_limit_of_boxes",
                violation_error_message=_("Sınır yalnız kasada olur ve sıfırdan büyüktür."),
            ),
        ]
        indexes = [models.Index(fields=["name_key", "id"], name="account_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_url("finance:account_detail", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == OpenState.OPEN
