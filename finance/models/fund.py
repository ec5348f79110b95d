"""Funds: for what money may be spent, whichever box or bank it lies in."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url
from kafkasder.core.sql import sort_key_column

from ..choices import EXPENSE_CATEGORIES, FundKind
from ..querysets import FundQuerySet
from ..states import OpenState

CODE = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Küçük harf, rakam ve tire kullanın. Örnek: kis-2026"))


class Fund(models.Model):
    """Money that givers bound to something, or that the association is free to spend.

    `spends_on` are the categories of expense that it may pay, all of them if empty. What it may give to other funds
    follows from its kind (`finance.rules`).
    """

    name = models.CharField(_("ad"), max_length=80)
    code = models.CharField(
        _("kod"),
        max_length=40,
        unique=True,
        validators=[CODE],
        help_text=_("Dosyalarda ve içe aktarmada fonu tanıtır. Örnek: zekat"),
        error_messages={"unique": _("Bu kodla bir fon var.")},
    )
    kind = models.CharField(_("tür"), max_length=10, choices=FundKind, default=FundKind.PURPOSE)
    purpose = models.TextField(_("amaç"), max_length=1000, blank=True)
    spends_on = ArrayField(
        models.CharField(max_length=20, choices=EXPENSE_CATEGORIES),
        verbose_name=_("ödeyebileceği giderler"),
        default=list,
        blank=True,
        help_text=_("Hiçbiri seçilmezse bütün giderler."),
    )
    spend_by = models.DateField(_("son harcama günü"), null=True, blank=True)
    receipt_text = models.CharField(_("belgede yazacak not"), max_length=200, blank=True)
    state = models.CharField(_("durum"), max_length=10, choices=OpenState, default=OpenState.OPEN, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    name_key = sort_key_column("name")

    objects = FundQuerySet.as_manager()

    audit_label = "name"

    class Meta:
        verbose_name = _("fon")
        verbose_name_plural = _("fonlar")
        default_permissions = ()
        permissions = [
            ("view_finance", _("Fonları, kasaları, bankaları ve gelir-gider kayıtlarını görür")),
            ("record_finance", _("Gelir, gider ve aktarım kaydeder")),
            ("approve_finance", _("Başkasının kaydettiği gelir, gider ve aktarımı onaylar")),
            ("manage_finance", _("Fon, kasa, banka hesabı ve para kurallarını yönetir")),
            ("count_cash", _("Kasa sayımı yapar")),
            ("lock_periods", _("Ayı kilitler, yılı kapatır")),
            ("export_finance", _("Gelir-gider kayıtlarını dosyaya aktarır")),
            ("import_finance", _("Gelir-gider kayıtlarını dosyadan içe aktarır")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FundKind.values), name="fund_kind_known"),
            models.CheckConstraint(condition=Q(state__in=OpenState.values), name="fund_state_known"),
            models.CheckConstraint(condition=~Q(name=""), name="fund_named"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=FundKind.GENERAL),
                name="fund_general_once",
                violation_error_message=_("Genel fon bir tanedir."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=FundKind.GENERAL) | Q(state=OpenState.OPEN, spends_on=[]),
                name="fund_general_is_free",
                violation_error_message=_("Genel fon hep açıktır ve her gideri ödeyebilir."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=FundKind.RELIGIOUS) | ~Q(spends_on=[]),
                name="fund_religious_is_bound",
                violation_error_message=_("Bu tür bir fonun hangi giderleri ödeyebileceğini seçin."),
            ),
        ]
        indexes = [models.Index(fields=["name_key", "id"], name="fund_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_url("finance:fund_detail", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == OpenState.OPEN

    @property
    def is_bound(self) -> bool:
        """Whether givers said for what it is."""
        return self.kind != FundKind.GENERAL
