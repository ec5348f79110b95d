"""What the association decided about security, and what happened that concerns it."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import roles


def _between(least: int, most: int) -> list[Any]:
    return [MinValueValidator(least), MaxValueValidator(most)]


def _limit(label: Any, default: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    """Return the field of a limit of `accounts.security.rules`: what goes beyond it is suspicious."""
    return models.PositiveSmallIntegerField(label, default=default, validators=_between(1, 10_000))


def roles_behind_a_factor() -> list[str]:
    """The roles that see or move what would hurt in the wrong hands."""
    return [role.slug for role in (roles.ADMIN, roles.BOARD, roles.STAFF, roles.ACCOUNTING)]


class SecuritySettings(models.Model):
    """The one row of what administrators may set; code asks `SecuritySettings.current()`."""

    KEY = 1  # of the row

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    factor_roles = ArrayField(
        models.CharField(max_length=30),
        verbose_name=_("ikinci adımı zorunlu roller"),
        default=roles_behind_a_factor,
        blank=True,
    )
    factor_grace_days = models.PositiveSmallIntegerField(
        _("ikinci adım için tanınan gün"), default=7, validators=_between(0, 90)
    )
    trusted_device_days = models.PositiveSmallIntegerField(
        _("güvenilen cihazın geçerli olduğu gün"), default=30, validators=_between(0, 90)
    )
    lockout_attempts = models.PositiveSmallIntegerField(
        _("kilitlemeden önceki hatalı deneme"), default=5, validators=_between(3, 20)
    )
    lockout_window_minutes = models.PositiveSmallIntegerField(
        _("hatalı denemelerin sayıldığı dakika"), default=15, validators=_between(5, 1440)
    )
    lockout_minutes = models.PositiveSmallIntegerField(
        _("kilidin süresi (dakika)"), default=30, validators=_between(5, 1440)
    )
    concurrent_sessions = models.PositiveSmallIntegerField(
        _("bir kişinin aynı anda açık oturumu"), default=10, validators=_between(1, 50)
    )
    reauthentication_minutes = models.PositiveSmallIntegerField(
        _("parolanın yeniden sorulmadığı dakika"), default=10, validators=_between(1, 120)
    )
    suspicious_failures = _limit(_("bir kişinin bir günde hatalı girişi"), 5)
    suspicious_failures_of_address = _limit(_("bir adresten bir günde hatalı giriş"), 20)
    suspicious_addresses = _limit(_("bir kişinin bir günde giriş yaptığı adres"), 3)
    suspicious_refusals = _limit(_("bir kişinin bir günde aldığı yetki reddi"), 10)
    suspicious_reveals = _limit(_("bir kişinin 10 dakikada hassas veriye bakışı"), 20)
    suspicious_reveals_of_day = _limit(_("bir kişinin bir günde hassas veriye bakışı"), 100)

    class Meta:
        verbose_name = _("güvenlik ayarları")
        verbose_name_plural = _("güvenlik ayarları")
        default_permissions = ()
        permissions = [("change_security", _("Güvenlik ayarlarını değiştirir"))]
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="security_settings_one_row")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls) -> "SecuritySettings":
        """Return what holds now: the row, or the defaults as long as nobody has changed them."""
        return cls.objects.filter(pk=cls.KEY).first() or cls()


class EventKind(models.TextChoices):
    ATTEMPT = "login_attempt", _("Giriş denemesi")
    SUCCESS = "login_success", _("Giriş")
    FAILURE = "login_failure", _("Hatalı giriş")
    LOCKED = "account_locked", _("Hesap kilitlendi")
    UNLOCKED = "account_unlocked", _("Hesabın kilidi açıldı")
    SIGN_OUT = "logout", _("Çıkış")
    SESSION_ENDED = "session_ended", _("Oturum kapatıldı")
    DENIED = "permission_denied", _("Yetki reddi")
    SUSPICIOUS = "suspicious_activity", _("Şüpheli hareket")
    PASSWORD = "password_change", _("Parola değişti")
    FACTOR_ON = "2fa_enabled", _("İkinci adım açıldı")
    FACTOR_OFF = "2fa_disabled", _("İkinci adım kapatıldı")
    CODES = "backup_codes", _("Yedek kodlar yenilendi")
    DEVICE = "trusted_device", _("Güvenilen cihaz değişti")
    DATA_ACCESS = "data_access", _("Hassas veriye bakış")
    DATA_CHANGE = "data_modification", _("Hassas veri değişikliği")
    RIGHTS = "rights_change", _("Yetki değişikliği")
    SETTINGS = "settings_change", _("Güvenlik ayarı değişti")


class Severity(models.TextChoices):
    LOW = "low", _("Düşük")
    MEDIUM = "medium", _("Orta")
    HIGH = "high", _("Yüksek")
    CRITICAL = "critical", _("Kritik")


class SecurityEvent(models.Model):
    """Something that whoever guards the panel wants to know. What changed in a row is in the audit trail.

    A log: the database lets nobody change anything but the mark of the review, and nobody delete.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("zaman"), default=timezone.now)
    kind = models.CharField(_("olay"), max_length=30, choices=EventKind)
    severity = models.CharField(_("önem"), max_length=10, choices=Severity)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kişi"),
        related_name="security_events",
        null=True,
        blank=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yapan"), related_name="+", null=True, blank=True
    )
    ip = models.GenericIPAddressField(_("adres"), null=True, blank=True)
    user_agent = models.CharField(_("tarayıcı"), max_length=300, blank=True)
    request_id = models.CharField(_("istek no"), max_length=40, blank=True)
    details = models.JSONField(_("ayrıntılar"), default=dict, blank=True)
    reviewed_at = models.DateTimeField(_("incelenme"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("inceleyen"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    review_note = models.CharField(_("inceleme notu"), max_length=500, blank=True)

    audit_changes_only = True  # the row itself tells what happened; what the trail adds is who reviewed it

    class Meta:
        verbose_name = _("güvenlik olayı")
        verbose_name_plural = _("güvenlik olayları")
        default_permissions = ()
        permissions = [
            ("view_security", _("Güvenlik olaylarını görür")),
            ("review_security", _("Güvenlik olaylarını inceler")),
        ]
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["kind", "-id"], name="security_by_kind"),
            models.Index(fields=["user", "kind", "at"], name="security_of_user"),
            models.Index(fields=["severity", "-id"], name="security_by_severity"),
            models.Index(fields=["ip", "at"], name="security_by_address"),
            models.Index(
                fields=["-id"],
                name="security_to_review",
                condition=models.Q(reviewed_at__isnull=True) & ~models.Q(severity="low"),
            ),
            BrinIndex(fields=["at"], name="security_at", autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="security_reviewed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("accounts:security_event", args=[self.pk])
