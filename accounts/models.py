"""The people who sign in to the panel."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import sort_key_column, words_column


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class Language(models.TextChoices):
    TURKISH = "tr", _("Türkçe")
    ENGLISH = "en", _("İngilizce")


class Theme(models.TextChoices):
    SYSTEM = "system", _("Sistemle aynı")
    LIGHT = "light", _("Açık")
    DARK = "dark", _("Koyu")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Rahat")
    COMPACT = "compact", _("Sıkışık")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail; never deleted, only deactivated."""

    email = models.EmailField(_("e-posta"))
    full_name = models.CharField(_("ad soyad"), max_length=150)
    phone = models.CharField(_("telefon"), max_length=16, blank=True)
    title = models.CharField(_("görev"), max_length=100, blank=True)
    avatar = models.ImageField(_("fotoğraf"), upload_to="avatars/", blank=True)
    labels = ArrayField(models.CharField(max_length=30), verbose_name=_("etiketler"), default=list, blank=True)
    is_active = models.BooleanField(_("etkin"), default=True)
    language = models.CharField(_("dil"), max_length=5, choices=Language, default=Language.TURKISH)
    theme = models.CharField(_("görünüm"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("sıklık"), max_length=15, choices=Density, default=Density.COMFORTABLE)
    preferences = models.JSONField(_("tercihler"), default=dict, blank=True)
    created_at = models.DateTimeField(_("oluşturulma"), default=timezone.now, editable=False)
    name_key = sort_key_column("full_name")
    words = words_column("full_name", "email", "phone")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("kullanıcı")
        verbose_name_plural = _("kullanıcılar")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin is open to this person."""
        return self.has_perm("accounts.use_admin")
