"""Campaigns: for what, from when until when and towards which goal the association asks for gifts."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from finance.choices import Currency
from kafkasder.core.links import record_url
from kafkasder.core.sql import sort_key_column, words_column

from ..querysets import CampaignQuerySet
from ..states import OVER, CampaignState

_CODE = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Küçük harf, rakam ve tire kullanın. Örnek: kis-2026"))
_NO_PERMIT = Q(permit_number="", permit_from__isnull=True, permit_until__isnull=True)
_PERMIT = Q(permit_from__isnull=False, permit_until__isnull=False) & ~Q(permit_number="")


class Campaign(models.Model):
    """A campaign. The permit is that of the law on collecting aid (2860), for campaigns that need one."""

    name = models.CharField(_("ad"), max_length=100)
    code = models.CharField(
        _("kod"),
        max_length=40,
        unique=True,
        validators=[_CODE],
        help_text=_("Listelerde ve dosyalarda kampanyayı tanıtır. Örnek: kis-2026"),
        error_messages={"unique": _("Bu kodla bir kampanya var.")},
    )
    purpose = models.TextField(_("amaç"), max_length=2000)
    starts_on = models.DateField(_("başlangıç"))
    ends_on = models.DateField(_("bitiş"), null=True, blank=True)
    goal = models.DecimalField(_("hedef tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    permit_number = models.CharField(_("izin no"), max_length=50, blank=True)
    permit_from = models.DateField(_("izin başlangıcı"), null=True, blank=True)
    permit_until = models.DateField(_("izin bitişi"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="campaigns",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("durum"), max_length=10, choices=CampaignState, default=CampaignState.PLANNED, editable=False
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
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    name_key = sort_key_column("name")
    words = words_column("name", "purpose")

    objects = CampaignQuerySet.as_manager()

    audit_label = "name"

    class Meta:
        verbose_name = _("kampanya")
        verbose_name_plural = _("kampanyalar")
        default_permissions = ()
        permissions = [
            ("view_campaigns", _("Kampanyaları görür")),
            ("change_campaigns", _("Kampanya açar, değiştirir ve yürütür")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CampaignState.values), name="campaign_state_known"),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="campaign_currency_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(purpose=""), name="campaign_says_what_for"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="campaign_code_plain",
                violation_error_message=_("Küçük harf, rakam ve tire kullanın. Örnek: kis-2026"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="campaign_days_in_order",
                violation_error_message=_("Bitiş, başlangıçtan önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(goal__isnull=True) | Q(goal__gt=0),
                name="campaign_goal_positive",
                violation_error_message=_("Hedef sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=_NO_PERMIT | _PERMIT,
                name="campaign_permit_whole",
                violation_error_message=_("İznin numarasını ve iki gününü birlikte yazın."),
            ),
            models.CheckConstraint(
                condition=Q(permit_from__isnull=True)
                | Q(permit_until__isnull=True)
                | Q(permit_until__gte=F("permit_from")),
                name="campaign_permit_days_in_order",
                violation_error_message=_("İznin bitişi, başlangıcından önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(permit_number="")
                | Q(starts_on__gte=F("permit_from"), ends_on__isnull=False, ends_on__lte=F("permit_until")),
                name="campaign_within_permit",
                violation_error_message=_("İzinli kampanyanın günleri izin süresinin içinde olmalıdır."),
            ),
            models.CheckConstraint(
                condition=~Q(state=CampaignState.CANCELLED) | ~Q(state_reason=""), name="campaign_cancelled_for_reason"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="campaign_words"),
            models.Index(fields=["state", "-starts_on"], name="campaign_state"),
            models.Index(fields=["name_key", "id"], name="campaign_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_url("donations:campaign_detail", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state not in OVER
