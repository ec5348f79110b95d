"""Consents of people, one for each purpose, with the text that they were given and how it can be proved."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.links import record_url

from ..case_choices import ConsentPurpose, ConsentWay
from ..querysets import ConsentQuerySet
from ..states import ConsentState


class ConsentText(models.Model):
    """What people are asked to agree to, for one purpose; a new wording is a new version, and none is changed.

    It is no privacy notice: the law wants both apart.
    """

    purpose = models.CharField(_("amaç"), max_length=15, choices=ConsentPurpose)
    number = models.PositiveIntegerField(_("sürüm"), editable=False)
    text = models.TextField(_("metin"), max_length=10_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yazan"), related_name="+", null=True, editable=False
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    class Meta:
        verbose_name = _("rıza metni")
        verbose_name_plural = _("rıza metinleri")
        default_permissions = ()
        permissions = [("change_consent_texts", _("Açık rıza metinlerini yazar"))]
        ordering = ["purpose", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "number"], name="consent_text_number_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="consent_text_says_something"),
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="consent_text_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.number}"


class PersonConsent(models.Model):
    """A person's consent for one purpose. It is never changed, but withdrawn; a renewed one is a row of its own."""

    person = models.ForeignKey("Beneficiary", models.PROTECT, verbose_name=_("kişi"), related_name="consents")
    purpose = models.CharField(_("amaç"), max_length=15, choices=ConsentPurpose)
    text = models.ForeignKey(ConsentText, models.PROTECT, verbose_name=_("metin"), related_name="consents")
    given_on = models.DateField(_("verildiği gün"), default=timezone.localdate)
    way = models.CharField(_("nasıl"), max_length=10, choices=ConsentWay)
    evidence = models.ForeignKey(
        "Paper", models.PROTECT, verbose_name=_("kanıt"), related_name="consents", null=True, blank=True
    )
    guardian = models.ForeignKey(
        "Beneficiary",
        models.PROTECT,
        verbose_name=_("yerine rıza veren üye"),
        related_name="consents_for_others",
        null=True,
        blank=True,
    )
    guardian_name = models.CharField(_("yerine rıza verenin adı"), max_length=150, blank=True)
    expires_on = models.DateField(_("geçerlilik sonu"), null=True, blank=True)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kaydeden"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)
    withdrawn_on = models.DateField(_("geri çekildiği gün"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("geri çekilme nedeni"), max_length=300, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("geri çekilmeyi kaydeden"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("açık rıza")
        verbose_name_plural = _("açık rızalar")
        default_permissions = ()
        permissions = [
            ("view_consents", _("Kişilerin açık rızalarını görür")),
            ("record_consents", _("Açık rızayı ve geri çekildiğini kaydeder")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="person_consent_purpose_known"),
            models.CheckConstraint(condition=Q(way__in=ConsentWay.values), name="person_consent_way_known"),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")),
                name="person_consent_days_in_order",
                violation_error_message=_("Geçerlilik sonu, verildiği günden önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | Q(withdrawn_on__gte=F("given_on")) & ~Q(withdrawn_reason=""),
                name="person_consent_withdrawn_after_given",
                violation_error_message=_("Rıza, verilmeden önceki bir günde geri çekilemez."),
            ),
            models.CheckConstraint(condition=~Q(guardian=F("person")), name="person_consent_guardian_is_another"),
        ]
        indexes = [
            models.Index(fields=["person", "purpose", "-given_on"], name="person_consent_newest"),
            models.Index(
                fields=["expires_on"],
                condition=Q(expires_on__isnull=False, withdrawn_on__isnull=True),
                name="person_consent_expiry",
            ),
            models.Index(fields=["-given_on", "-id"], name="person_consent_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:person_detail", self.person_id)

    @property
    def state(self) -> ConsentState:
        """Whether it holds today."""
        return self.state_on(today())

    def state_on(self, day: date) -> ConsentState:
        if self.withdrawn_on and self.withdrawn_on <= day:
            return ConsentState.WITHDRAWN
        if self.expires_on and self.expires_on < day:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN

    def get_state_display(self) -> Any:
        return self.state.label

    @property
    def giver(self) -> str:
        """Who gave it in the person's place; empty where they did themself."""
        return str(self.guardian or self.guardian_name)
