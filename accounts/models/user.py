"""The people who sign in to the panel."""

from datetime import date, timedelta
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, Permission, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import sort_key_column, words_column

from .. import roles
from ..emails import normalise_email
from ..querysets import UserQuerySet, deletion_refused


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user without any right; without a password nobody can sign in as them."""
        user = self.model(email=normalise_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with the administrator's role: rights come from roles alone, nobody stands above them."""
        user = self.create_user(email, password, **fields)
        user.groups.add(Group.objects.get(name=roles.ADMIN.slug))
        return user


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


class EnterKey(models.TextChoices):
    """What Enter does where one writes a message; Ctrl+Enter sends it in any case."""

    LINE = "line", _("Yeni satır")
    SEND = "send", _("Gönderir")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail; never deleted, only deactivated."""

    # The C collation folds the case of ASCII letters only: ISIK@ and isik@ are one address in every locale.
    email = models.EmailField(
        _("e-posta"), db_collation="C", error_messages={"unique": _("Bu e-posta ile kayıtlı bir kullanıcı zaten var.")}
    )
    full_name = models.CharField(_("ad soyad"), max_length=150)
    phone = models.CharField(_("telefon"), max_length=16, blank=True)
    title = models.CharField(_("görev"), max_length=100, blank=True)
    avatar = models.ImageField(_("fotoğraf"), upload_to="avatars/", blank=True)
    labels = ArrayField(models.CharField(max_length=30), verbose_name=_("etiketler"), default=list, blank=True)
    is_active = models.BooleanField(_("etkin"), default=True)
    language = models.CharField(_("dil"), max_length=5, choices=Language, default=Language.TURKISH)
    theme = models.CharField(_("görünüm"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("sıklık"), max_length=15, choices=Density, default=Density.COMFORTABLE)
    enter_key = models.CharField(_("Enter tuşu"), max_length=5, choices=EnterKey, default=EnterKey.LINE)
    groups = models.ManyToManyField(  # type: ignore[assignment]  # the mixin's, with words of ours
        Group,
        verbose_name=_("roller"),
        related_name="user_set",
        related_query_name="user",
        through="accounts.Membership",
        through_fields=("user", "group"),
        blank=True,
    )
    user_permissions = models.ManyToManyField(  # type: ignore[assignment]
        Permission,
        verbose_name=_("ek yetkiler"),
        related_name="user_set",
        related_query_name="user",
        through="accounts.ExtraVerb",
        through_fields=("user", "permission"),
        blank=True,
    )
    preferences = models.JSONField(_("tercihler"), default=dict, blank=True)
    look_version = models.PositiveIntegerField(_("görünüm sürümü"), default=0, editable=False)
    created_at = models.DateTimeField(_("oluşturulma"), default=timezone.now, editable=False)
    session_generation = models.PositiveIntegerField(_("oturum kuşağı"), default=0, editable=False)
    # What a session must satisfy is asked for many at once and without a query, so these columns say it. They are kept
    # by `services.factor` and `services.factor_duty`.
    factor_on_at = models.DateTimeField(_("ikinci adımın açılması"), null=True, blank=True, editable=False)
    factor_required_since = models.DateTimeField(_("ikinci adımın zorunlu olması"), null=True, editable=False)
    factor_due_at = models.DateTimeField(_("ikinci adımın son günü"), null=True, editable=False)
    name_key = sort_key_column("full_name")
    words = words_column("full_name", "email", "title")

    is_superuser = False  # no column: rights come from roles and extra verbs, and nobody stands above them

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    audit_label = "full_name"
    audit_masked = ("password",)
    # A sign-in is not a change of the person, nor is what follows from a role or from another change.
    audit_omitted = ("last_login", "session_generation", "look_version", "factor_required_since", "factor_due_at")

    class Meta:
        verbose_name = _("kullanıcı")
        verbose_name_plural = _("kullanıcılar")
        default_permissions = ()
        permissions = [
            ("manage_users", _("Kullanıcıları yönetir")),
            ("give_extra_verbs", _("Kişiye ek yetki verir")),
            ("view_audit", _("Denetim kayıtlarını görür")),
            ("view_live", _("Canlı sayfaların durumunu görür")),
            ("view_health", _("Sistemin sağlık ayrıntılarını görür")),
            ("use_admin", _("Django yönetim sayfalarını kullanır")),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Bu e-posta ile kayıtlı bir kullanıcı zaten var."),
            ),
            models.CheckConstraint(
                condition=models.Q(email__regex=r"^[!-@[-~]+$"),  # printable ASCII without its capitals
                name="user_email_normal",
                violation_error_message=_("E-posta yalnız İngilizce harfler, rakamlar ve işaretlerden oluşur."),
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="user_words"),
            models.Index(fields=["name_key"], name="user_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_absolute_url(self) -> str:
        return reverse("accounts:user_detail", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise deletion_refused([self])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password and to the generation: a new one of either ends them all."""
        salt = "accounts.models.User.session"
        return salted_hmac(
            salt, f"{self.password}{self.session_generation}", secret=secret, algorithm="sha256"
        ).hexdigest()

    @property
    def is_staff(self) -> bool:
        """Whether the Django admin is open to this person."""
        return self.has_perm("accounts.use_admin")

    @property
    def has_factor(self) -> bool:
        """Whether signing in asks for a code."""
        return self.factor_on_at is not None

    @property
    def must_have_factor(self) -> bool:
        """Whether a role of this person demands a second factor, be it after a time of grace."""
        return self.factor_required_since is not None

    @property
    def is_factor_overdue(self) -> bool:
        """Whether the panel is closed to this person until they set up a second factor."""
        return not self.has_factor and self.factor_due_at is not None and self.factor_due_at <= timezone.now()

    @property
    def is_factor_due(self) -> bool:
        """Whether this person has yet to set up a second factor, and some days left for it."""
        return not self.has_factor and self.factor_due_at is not None and not self.is_factor_overdue

    @property
    def factor_days_left(self) -> int:
        """The days left for it, a begun one included."""
        return -(-(self.factor_due_at - timezone.now()) // timedelta(days=1)) if self.factor_due_at else 0

    @property
    def roles(self) -> list[roles.Role]:
        """The roles this person holds today, in the order in which roles are listed."""
        return [roles.BY_SLUG[slug] for slug in self.role_terms]

    @property
    def role_terms(self) -> dict[str, date | None]:
        """The last day of each role this person holds today, in the order in which roles are listed."""
        grants = self.memberships.all()
        if "memberships" not in getattr(self, "_prefetched_objects_cache", ()):
            grants = grants.select_related("group")
        held = {each.group.name: each.until for each in grants if each.is_lasting}
        return {role.slug: held[role.slug] for role in roles.ROLES if role.slug in held}

    @property
    def extra_verbs(self) -> set[str]:
        """The verbs given to this person beyond those of the roles, as far as they last today."""
        return set(self.verb_terms)

    @property
    def verb_terms(self) -> dict[str, date | None]:
        """The last day of each verb that was given to this person beyond those of the roles."""
        verb = ("permission__content_type__app_label", "permission__codename")
        grants = self.verb_grants.lasting().order_by(*verb).values_list(*verb, "until")
        return {f"{app_label}.{codename}": until for app_label, codename, until in grants}
