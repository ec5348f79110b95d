"""Bank accounts to which help for a household goes."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.banks import bank_code_of, bank_name
from kafkasder.core.crypto import BlindIndexField, EncryptedTextField
from kafkasder.core.identifiers import mask_iban
from kafkasder.core.links import record_url

from ..choices import Relation
from ..querysets import ACCOUNT_PURPOSE, BankAccountQuerySet
from ..states import AccountState


class BankAccount(models.Model):
    """An account of a member of the household, or of somebody else who takes its money, with the reason why.

    An account goes with its owner when they move. A destroyed one keeps its row, since payments point at it.
    """

    household = models.ForeignKey("Household", models.PROTECT, verbose_name=_("hane"), related_name="bank_accounts")
    person = models.ForeignKey(
        "Beneficiary",
        models.PROTECT,
        verbose_name=_("hesap sahibi üye"),
        related_name="bank_accounts",
        null=True,
        blank=True,
    )
    holder_name = models.CharField(_("hesap sahibi"), max_length=150, blank=True)
    holder_relation = models.CharField(_("hesap sahibinin yakınlığı"), max_length=15, choices=Relation, blank=True)
    holder_reason = models.CharField(_("neden başkasının hesabı"), max_length=300, blank=True)
    iban = EncryptedTextField(_("IBAN"))
    iban_index = BlindIndexField(_("IBAN izi"), of="iban", purpose=ACCOUNT_PURPOSE)
    iban_end = models.CharField(_("IBAN'ın sonu"), max_length=4, blank=True, editable=False)
    bank_code = models.CharField(_("banka"), max_length=5, blank=True, editable=False)
    is_primary = models.BooleanField(_("ana hesap"), default=False, editable=False)
    state = models.CharField(_("durum"), max_length=6, choices=AccountState, default=AccountState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = BankAccountQuerySet.as_manager()

    audit_label = "iban_end"
    audit_omitted = ("iban_index",)

    class Meta:
        verbose_name = _("banka hesabı")
        verbose_name_plural = _("banka hesapları")
        default_permissions = ()
        permissions = [
            ("view_bank_accounts", _("Hanelerin banka hesaplarını maskeli görür")),
            ("change_bank_accounts", _("Hanelerin banka hesaplarını yazar, ana hesabı seçer ve kapatır")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(is_primary=True, state=AccountState.OPEN),
                name="bank_account_one_primary",
                violation_error_message=_("Hanenin zaten bir ana hesabı var."),
            ),
            models.UniqueConstraint(
                fields=["household", "iban_index"],
                condition=Q(state=AccountState.OPEN),
                name="bank_account_once_in_household",
                violation_error_message=_("Bu IBAN bu hanede zaten kayıtlı."),
            ),
            models.CheckConstraint(condition=Q(state__in=AccountState.values), name="bank_account_state_known"),
            models.CheckConstraint(
                condition=Q(is_primary=False) | Q(state=AccountState.OPEN), name="bank_account_primary_is_open"
            ),
            models.CheckConstraint(
                condition=Q(iban__isnull=False, iban_index__isnull=False) & ~Q(iban_end="")
                | Q(iban__isnull=True, iban_index__isnull=True, iban_end="", state=AccountState.CLOSED),
                name="bank_account_has_iban",
            ),
            models.CheckConstraint(
                condition=Q(iban__isnull=True)
                | Q(person__isnull=False, holder_relation="", holder_reason="")
                | Q(person__isnull=True) & ~Q(holder_name="") & ~Q(holder_relation="") & ~Q(holder_reason=""),
                name="bank_account_of_whom",
                violation_error_message=_("Hesap bir üyenin değilse sahibini, yakınlığını ve nedenini yazın."),
            ),
        ]
        indexes = [
            models.Index(fields=["iban_index"], name="bank_account_iban"),
            models.Index(fields=["household", "-is_primary", "id"], name="bank_account_of_household"),
            # Which of those that a list pays into are still what they were, from the index alone.
            models.Index(
                fields=["id"], include=["household", "is_primary", "state", "updated_at"], name="bank_account_as_it_is"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.masked}".strip()

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:household_detail", self.household_id)

    def save(self, *args: Any, **options: Any) -> None:
        self.derive()
        super().save(*args, **options)

    def derive(self) -> None:
        """Set what follows from the IBAN; `save` does it, a bulk call must do it for each row."""
        self.iban_end, self.bank_code = self.iban[-4:], bank_code_of(self.iban)

    @property
    def is_open(self) -> bool:
        return self.state == AccountState.OPEN

    @property
    def bank(self) -> str:
        """What the bank is called, as the IBAN tells; empty for one that is not known."""
        return bank_name(self.bank_code)

    @property
    def masked(self) -> str:
        """The IBAN with all but its end hidden; needs no key."""
        return mask_iban(f"TR{self.iban_end}") if self.iban_end else ""

    @property
    def holder(self) -> str:
        """Whose account it is, as the bank knows them."""
        return self.holder_name or str(self.person or "")
