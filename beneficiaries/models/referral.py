"""People who were sent on to other institutions, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.links import record_url

from ..case_choices import ReferralKind
from ..querysets import ReferralQuerySet
from ..states import OPEN_REFERRALS, ReferralState


class Referral(models.Model):
    """A person's way to another institution; their data goes along with their consent, or for a reason that is kept."""

    household = models.ForeignKey("Household", models.PROTECT, verbose_name=_("hane"), related_name="referrals")
    person = models.ForeignKey("Beneficiary", models.PROTECT, verbose_name=_("kişi"), related_name="referrals")
    kind = models.CharField(_("konu"), max_length=15, choices=ReferralKind)
    institution = models.CharField(_("kurum"), max_length=150)
    contact = models.CharField(_("kurumdaki ilgili"), max_length=150, blank=True)
    reason = models.CharField(_("ne için"), max_length=500)
    sent_on = models.DateField(_("yönlendirildiği gün"), default=timezone.localdate)
    answer_by = models.DateField(_("yanıt beklenen gün"), null=True, blank=True)
    consent = models.ForeignKey(
        "PersonConsent",
        models.PROTECT,
        verbose_name=_("dayandığı rıza"),
        related_name="referrals",
        null=True,
        editable=False,
    )
    without_consent = models.CharField(_("rıza olmadan paylaşma nedeni"), max_length=300, blank=True)
    state = models.CharField(
        _("durum"), max_length=10, choices=ReferralState, default=ReferralState.SENT, editable=False
    )
    state_at = models.DateTimeField(_("durum zamanı"), default=timezone.now, editable=False)
    answer = models.CharField(_("yanıt"), max_length=500, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("yönlendiren"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    objects = ReferralQuerySet.as_manager()

    audit_label = "institution"

    class Meta:
        verbose_name = _("kurum yönlendirmesi")
        verbose_name_plural = _("kurum yönlendirmeleri")
        default_permissions = ()
        permissions = [
            ("view_referrals", _("Kurum yönlendirmelerini görür")),
            ("make_referrals", _("Kişiyi kuruma yönlendirir, yanıtını yazar")),
            ("refer_without_consent", _("Rızası olmayan kişiyi nedenini yazarak yönlendirir")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReferralKind.values), name="referral_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ReferralState.values), name="referral_state_known"),
            models.CheckConstraint(
                condition=Q(consent__isnull=False) | ~Q(without_consent=""), name="referral_consent_or_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__isnull=True) | Q(answer_by__gte=F("sent_on")),
                name="referral_days_in_order",
                violation_error_message=_("Yanıt beklenen gün, yönlendirildiği günden önce olamaz."),
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-sent_on", "-id"], name="referral_of_household"),
            models.Index(fields=["person", "-sent_on", "-id"], name="referral_of_person"),
            models.Index(fields=["-sent_on", "-id"], name="referral_by_day"),
            models.Index(fields=["answer_by"], condition=Q(state__in=OPEN_REFERRALS), name="referral_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.institution}"

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:person_detail", self.person_id)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_REFERRALS
