"""The second factor of sign-in: a person's authenticator, its backup codes, and the devices that need no code."""

from base64 import b32decode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, VerifyNotAllowed
from django_otp.oath import TOTP

from kafkasder.core.crypto import EncryptedTextField

from ..devices import device_in_words
from .security import SecuritySettings

STEP = 30  # seconds that a code is shown; what every authenticator app expects
DIGITS = 6
TOLERATED_STEPS = 1  # before and after the present one: half a minute of a wrong clock, or of slow typing
LONGEST_LOCK = timedelta(days=1)
FEW_CODES = 3  # with fewer backup codes left than this a person is warned


class Authenticator(ThrottlingMixin, Device):
    """An app that shows codes. It counts from the moment that a code of it was typed; a person has one at most.

    Whoever asks `verify_token` holds the lock of the row: codes and failures are counted in it, for all sessions alike.
    """

    name = None  # type: ignore[assignment]  # django-otp's; with one authenticator for each person there is nothing to tell apart
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="authenticators"
    )
    confirmed = models.BooleanField(_("onaylandı"), default=False)
    secret = EncryptedTextField(_("gizli anahtar"))  # in base32, as apps take it
    drift = models.SmallIntegerField(_("saat farkı"), default=0)  # steps by which the app's clock is ahead
    last_step = models.BigIntegerField(_("son kodun adımı"), default=-1)  # no code of it or of an earlier one counts
    created_at = models.DateTimeField(_("oluşturulma"), default=timezone.now, editable=False)

    # A sign-in is no change of the authenticator; failures are security events.
    audit_omitted = ("drift", "last_step", "throttling_failure_timestamp", "throttling_failure_count")

    class Meta:
        verbose_name = _("doğrulama uygulaması")
        verbose_name_plural = _("doğrulama uygulamaları")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "confirmed"], name="authenticator_one_of_each")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def verify_token(self, token: str) -> bool:
        """Take a code of the app or a backup code, each of which counts once; note a failure."""
        if not self.verify_is_allowed()[0]:
            return False
        if not (self.matches(token) or self._takes_backup_code(token)):
            self.throttle_increment()
            return False
        self.throttle_reset(commit=False)
        self.save()
        return True

    def matches(self, token: str) -> bool:
        """Tell whether the app shows this code now; if so no code up to it matches again, once the row is saved."""
        if not (token.isascii() and token.isdigit() and len(token) == DIGITS):
            return False
        clock = TOTP(b32decode(self.secret), STEP, 0, DIGITS, self.drift)
        clock.time = timezone.now().timestamp()
        if not clock.verify(int(token), TOLERATED_STEPS, self.last_step + 1):
            return False
        self.drift, self.last_step = clock.drift, clock.t()
        return True

    def _takes_backup_code(self, token: str) -> bool:
        wanted = BackupCode.digest_of(token)
        for code in self.backup_codes.filter(used_at=None).order_by("pk"):
            if constant_time_compare(code.digest, wanted):
                code.used_at = timezone.now()
                code.save(update_fields=["used_at"])
                return True
        return False

    @property
    def backup_codes_left(self) -> int:
        return self.backup_codes.filter(used_at=None).count()

    def locked_for(self) -> timedelta:
        """Return how long no code is looked at: 1, 2, 4, … seconds after failures in a row, then whole lockouts.

        Each failure after a lockout doubles the next one, up to a day: guessing at the rate of the lockouts alone
        would find a code within years.
        """
        failures = self.throttling_failure_count
        if not failures or self.throttling_failure_timestamp is None:
            return timedelta()
        limits = SecuritySettings.current()
        if failures < limits.lockout_attempts:
            delay = timedelta(seconds=2 ** (failures - 1))
        else:
            doubled = 2 ** min(failures - limits.lockout_attempts, 20)
            delay = min(timedelta(minutes=limits.lockout_minutes) * doubled, LONGEST_LOCK)
        return max(self.throttling_failure_timestamp + delay - timezone.now(), timedelta())

    def verify_is_allowed(self) -> tuple[bool, dict[str, Any] | None]:
        """Answer as django-otp asks it."""
        wait = self.locked_for()
        if not wait:
            return True, None
        return False, {
            "reason": VerifyNotAllowed.N_FAILED_ATTEMPTS,
            "failure_count": self.throttling_failure_count,
            "locked_until": timezone.now() + wait,
        }

    def get_throttle_factor(self) -> float:
        return 1


class BackupCode(models.Model):
    """A code on paper for whoever is without the app; it counts once. Kept is a digest, and that encrypted."""

    authenticator = models.ForeignKey(
        Authenticator, models.CASCADE, verbose_name=_("doğrulama uygulaması"), related_name="backup_codes"
    )
    digest = EncryptedTextField(_("özet"))
    used_at = models.DateTimeField(_("kullanılma"), null=True, blank=True)

    audit_masked = ("digest",)

    class Meta:
        verbose_name = _("yedek kod")
        verbose_name_plural = _("yedek kodlar")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @staticmethod
    def digest_of(code: str) -> str:
        """A code has 49 random bits and its digest is encrypted: a slow hash would add nothing but time."""
        return sha256(f"accounts.backup_code:{code}".encode()).hexdigest()


class TrustedDevice(models.Model):
    """A browser on which its person signs in without a code for some days.

    The browser holds a random token, the row its digest. `auth_hash` is that of the person's sessions: a new password,
    or whatever else ends all sessions, ends the trust with them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="trusted_devices"
    )
    digest = models.CharField(_("özet"), max_length=64, unique=True, editable=False)
    auth_hash = models.CharField(_("oturum özeti"), max_length=64, editable=False)
    user_agent = models.CharField(_("tarayıcı"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("güvenildi"), default=timezone.now)
    last_used_at = models.DateTimeField(_("son giriş"), default=timezone.now)
    revoked_at = models.DateTimeField(_("güven kaldırıldı"), null=True, blank=True)

    audit_masked = ("digest", "auth_hash")
    audit_omitted = ("last_used_at",)

    class Meta:
        verbose_name = _("güvenilen cihaz")
        verbose_name_plural = _("güvenilen cihazlar")
        default_permissions = ()
        indexes = [models.Index(fields=["user", "-created_at"], name="trusted_device_of_user")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def name(self) -> str:
        return device_in_words(self.user_agent)

    def trusted_until(self, days: int) -> datetime:
        return self.created_at + timedelta(days=days)
