"""Documents of a household and its people, with every version that there was."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kafkasder.core.files import LONGEST_NAME, MOST_BYTES, SHOWN, random_place

from ..case_choices import PaperKind
from ..querysets import PaperQuerySet


def place_of(row: Any, name: str) -> str:
    return random_place("papers")


class Paper(models.Model):
    """A document. A person's goes with them when they move; what it holds is its newest version.

    Of a removed one the row stays, since others may point at it; its files are gone.
    """

    household = models.ForeignKey("Household", models.PROTECT, verbose_name=_("hane"), related_name="papers")
    person = models.ForeignKey(
        "Beneficiary", models.PROTECT, verbose_name=_("kişi"), related_name="papers", null=True, blank=True
    )
    kind = models.CharField(_("belge türü"), max_length=20, choices=PaperKind)
    title = models.CharField(_("ad"), max_length=150, blank=True)
    expires_on = models.DateField(_("geçerlilik sonu"), null=True, blank=True)
    note = models.CharField(_("açıklama"), max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", null=True, editable=False
    )
    created_at = models.DateTimeField(_("eklenme"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    removed_at = models.DateTimeField(_("kaldırılma"), null=True, blank=True, editable=False)
    removed_reason = models.CharField(_("kaldırılma nedeni"), max_length=300, blank=True, editable=False)

    objects = PaperQuerySet.as_manager()

    audit_label = "title"

    class Meta:
        verbose_name = _("belge")
        verbose_name_plural = _("belgeler")
        default_permissions = ()
        permissions = [
            ("view_papers", _("Hanelerin ve kişilerin belgelerini görür ve indirir")),
            ("change_papers", _("Belge ekler, yeni sürümünü yükler, kaldırır")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_reason="") | ~Q(removed_reason=""),
                name="paper_removed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-created_at"], name="paper_of_household"),
            models.Index(fields=["expires_on"], condition=Q(expires_on__isnull=False), name="paper_expiry"),
            models.Index(fields=["-created_at", "-id"], name="paper_newest"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:paper_detail", args=[self.pk])


class PaperVersion(models.Model):
    """A file as it was sent, under a random name on disk; only its page gives it out. The newest one holds."""

    paper = models.ForeignKey(Paper, models.PROTECT, verbose_name=_("belge"), related_name="versions")
    number = models.PositiveIntegerField(_("sürüm"))
    content = models.FileField(_("dosya"), upload_to=place_of, max_length=150)
    preview = models.FileField(_("önizleme"), upload_to=place_of, max_length=150, blank=True)
    name = models.CharField(_("dosya adı"), max_length=LONGEST_NAME)
    content_type = models.CharField(_("dosya türü"), max_length=100)
    size = models.PositiveBigIntegerField(_("boyut"))
    note = models.CharField(_("sürüm açıklaması"), max_length=300, blank=True)
    restores = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("geri getirdiği sürüm"), related_name="+", null=True, blank=True
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", null=True
    )
    added_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    audit_label = "name"
    audit_omitted = ("content", "preview")

    class Meta:
        verbose_name = _("belge sürümü")
        verbose_name_plural = _("belge sürümleri")
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number"],
                name="paper_version_once",
                violation_error_message=_("Bu arada başka bir sürüm eklendi; sayfayı yenileyin."),
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="paper_version_counts_from_one"),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="paper_version_size"),
            models.CheckConstraint(condition=~Q(name=""), name="paper_version_named"),
            models.CheckConstraint(condition=~Q(restores=F("id")), name="paper_version_restores_another"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.content_type in SHOWN

    @property
    def icon(self) -> str:
        """The drawing that stands for it where there is no preview."""
        return "image" if self.is_picture else "file"
