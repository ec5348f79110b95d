"""Who is signed in on which browser, and how long that may last."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..devices import device_in_words
from ..places import place_in_words


class SessionQuerySet(models.QuerySet[Any]):
    def of(self, user: Any) -> "SessionQuerySet":
        """Keep the sessions of `user` that are open, the one that was used last first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-last_used_at", "-pk")


class Session(AbstractBaseSession):
    """One browser's session; whose it is, since when and from where is known once somebody has signed in.

    The key lets whoever has it in, so it names the row nowhere: not in addresses, not in messages between processes.
    """

    id = models.BigAutoField(primary_key=True)
    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions", null=True)
    signed_in_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(default=timezone.now)
    remembered = models.BooleanField(default=False)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment]  # Django's writes rows by themselves

    audit_exempt = True  # what a session holds and when it is used is no business of the trail

    class Meta:
        verbose_name = _("oturum")
        verbose_name_plural = _("oturumlar")
        default_permissions = ()
        indexes = [models.Index(fields=["user", "-last_used_at"], name="session_of_user")]

    def __str__(self) -> str:
        return f"session {self.pk}"  # Django's own writes the key

    @property
    def device(self) -> str:
        return device_in_words(self.user_agent)

    @property
    def place(self) -> str:
        return place_in_words(self.ip)

    @classmethod
    def get_session_store_class(cls) -> type:
        engine: Any = import_module(settings.SESSION_ENGINE)  # ours, which stands above the models
        store: type = engine.SessionStore
        return store


class EndReason(models.TextChoices):
    """Why a session was ended before its time, as security events tell it."""

    SELF = "self", _("Kişi kapattı")
    ADMINISTRATOR = "administrator", _("Yönetici kapattı")
    LIMIT = "limit", _("Açık oturum sınırı aşıldı")
    PASSWORD = "password", _("Parola değişti")
    RIGHTS = "rights", _("Yetkiler değişti")
    FACTOR = "factor", _("İkinci adım değişti")
    CLOSED = "closed", _("Hesap kapatıldı")
    SHORTENED = "shortened", _("Oturum süreleri kısaltıldı")


class RoleSessionLimit(models.Model):
    """How long those who hold a role stay signed in, where that differs from what is usual (`accounts.lifetimes`)."""

    role = models.CharField(_("rol"), max_length=30, primary_key=True)
    idle_minutes = models.PositiveIntegerField(
        _("kullanılmadan geçebilecek dakika"), validators=[MinValueValidator(5), MaxValueValidator(7 * 24 * 60)]
    )
    absolute_hours = models.PositiveIntegerField(
        _("girişten sonra en çok saat"), validators=[MinValueValidator(1), MaxValueValidator(7 * 24)]
    )
    remembered_days = models.PositiveIntegerField(_("hatırlanınca en çok gün"), validators=[MaxValueValidator(90)])

    class Meta:
        verbose_name = _("oturum süresi")
        verbose_name_plural = _("oturum süreleri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    idle_minutes__gte=5,
                    idle_minutes__lte=7 * 24 * 60,
                    absolute_hours__gte=1,
                    absolute_hours__lte=7 * 24,
                    remembered_days__lte=90,
                ),
                name="session_limit_sensible",
            )
        ]

    def __str__(self) -> str:
        return self.role
