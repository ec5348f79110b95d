"""People in need: who they are, to which household they belong, and the moves between households."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import BlindIndexField, EncryptedTextField
from kafkasder.core.links import record_url
from kafkasder.core.sql import TurkishFold, end_index, sort_key_column, words_column

from ..ages import BORN
from ..choices import (
    DocumentKind,
    Education,
    Gender,
    LegalStatus,
    MaritalStatus,
    NoIdentityReason,
    OrphanType,
    Relation,
    SocialSecurity,
    Work,
)
from ..countries import Country
from ..querysets import IDENTITY_PURPOSE, BeneficiaryQuerySet
from ..states import PersonStatus

OLDEST_BIRTH_YEAR = 1900


class Beneficiary(models.Model):
    """A person in need. Every person belongs to exactly one household at a time."""

    household = models.ForeignKey("Household", models.PROTECT, verbose_name=_("hane"), related_name="members")
    relation = models.CharField(_("hane reisine yakınlığı"), max_length=15, choices=Relation, default=Relation.OTHER)
    status = models.CharField(_("durum"), max_length=10, choices=PersonStatus, default=PersonStatus.ACTIVE)
    status_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True)

    first_name = models.CharField(_("ad"), max_length=60)
    last_name = models.CharField(_("soyad"), max_length=60)
    father_name = models.CharField(_("baba adı"), max_length=60, blank=True)
    mother_name = models.CharField(_("anne adı"), max_length=60, blank=True)
    previous_last_name = models.CharField(_("önceki soyadı"), max_length=60, blank=True)
    full_name = models.GeneratedField(
        expression=Concat("first_name", Value(" "), "last_name"),
        output_field=models.TextField(_("ad soyad")),
        db_persist=True,
    )

    identity_number = EncryptedTextField(_("kimlik no"))
    identity_index = BlindIndexField(_("kimlik no izi"), of="identity_number", purpose=IDENTITY_PURPOSE)
    no_identity_reason = models.CharField(
        _("kimlik numarası neden yok"), max_length=15, choices=NoIdentityReason, blank=True
    )

    birth_date = models.DateField(_("doğum tarihi"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("doğum yılı"),
        null=True,
        blank=True,
        validators=[MinValueValidator(OLDEST_BIRTH_YEAR), MaxValueValidator(2100)],
        help_text=_("Günü bilinmiyorsa yalnız yılı yazın."),
    )
    gender = models.CharField(_("cinsiyet"), max_length=6, choices=Gender, blank=True)
    nationality = models.CharField(_("uyruk"), max_length=2, choices=Country, default=Country.TR)
    legal_status = models.CharField(
        _("hukuki durum"), max_length=15, choices=LegalStatus, default=LegalStatus.CITIZEN, blank=True
    )
    marital_status = models.CharField(_("medeni hâl"), max_length=15, choices=MaritalStatus, blank=True)
    education = models.CharField(_("öğrenim"), max_length=10, choices=Education, blank=True)
    work = models.CharField(_("çalışma durumu"), max_length=12, choices=Work, blank=True)
    occupation = models.CharField(_("meslek"), max_length=100, blank=True)
    social_security = models.CharField(_("sosyal güvence"), max_length=10, choices=SocialSecurity, blank=True)
    orphan_type = models.CharField(_("yetimlik"), max_length=12, choices=OrphanType, blank=True)

    phone = models.CharField(_("telefon"), max_length=16, blank=True)
    email = models.EmailField(_("e-posta"), blank=True)

    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)
    name_key = sort_key_column(Concat("first_name", Value(" "), "last_name"))
    name_folded = models.GeneratedField(
        expression=TurkishFold(Concat("first_name", Value(" "), "last_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    words = words_column("first_name", "last_name", "previous_last_name")
    born = models.GeneratedField(expression=BORN, output_field=models.DateField(), db_persist=True)

    objects = BeneficiaryQuerySet.as_manager()

    audit_label = "full_name"
    audit_omitted = ("identity_index",)
    audit_masked = ("phone", "email")

    class Meta:
        verbose_name = _("kişi")
        verbose_name_plural = _("kişiler")
        permissions = [
            ("move_beneficiary", _("Kişiyi haneler arasında taşır")),
            ("reveal_identity", _("Kimlik no, telefon ve IBAN'ı nedenini yazarak açar")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"],
                condition=~Q(status=PersonStatus.ARCHIVED),
                name="beneficiary_identity_unique",
                violation_error_message=_("Bu kişi zaten kayıtlı."),
            ),
            models.CheckConstraint(
                condition=Q(identity_index__isnull=False) | ~Q(no_identity_reason=""),
                name="beneficiary_identity_or_reason",
                violation_error_message=_("Kimlik numarası yoksa nedenini seçin."),
            ),
            models.CheckConstraint(
                condition=Q(identity_index__isnull=True, identity_number__isnull=True)
                | Q(identity_index__isnull=False, identity_number__isnull=False),
                name="beneficiary_identity_indexed",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_year=F("birth_date__year")),
                name="beneficiary_birth_year_fits_date",
            ),
            models.CheckConstraint(condition=Q(status__in=PersonStatus.values), name="beneficiary_status_known"),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True)
                | Q(status=PersonStatus.ARCHIVED, identity_index__isnull=True, birth_date__isnull=True, phone=""),
                name="beneficiary_destroyed_is_blank",
            ),
            # The pair that a household's head points at, so that only its own member can head it.
            models.UniqueConstraint(fields=["id", "household"], name="beneficiary_with_household"),
        ]
        indexes = [
            GinIndex(fields=["words"], name="beneficiary_words"),
            models.Index(fields=["name_key", "id"], name="beneficiary_by_name"),
            models.Index(fields=["name_folded"], name="beneficiary_same_name"),
            models.Index(fields=["phone"], name="beneficiary_phone", opclasses=["text_pattern_ops"]),
            end_index("phone", "beneficiary_phone_end"),
            models.Index(fields=["birth_year"], name="beneficiary_birth_year"),
            # From old to young and back; who has no day at all comes last both times.
            models.Index(fields=["born", "id"], condition=~Q(status=PersonStatus.ARCHIVED), name="beneficiary_oldest"),
            models.Index(
                F("born").desc(nulls_last=True),
                F("id").desc(),
                condition=~Q(status=PersonStatus.ARCHIVED),
                name="beneficiary_youngest",
            ),
            models.Index(fields=["-created_at", "-id"], name="beneficiary_newest"),
            models.Index(
                fields=["name_key", "id"], condition=~Q(status=PersonStatus.ARCHIVED), name="beneficiary_unarchived"
            ),
            # Sorted by place, people come household by household: from the index alone, as their households do.
            models.Index(
                fields=["household", "id"], condition=~Q(status=PersonStatus.ARCHIVED), name="beneficiary_at_home"
            ),
            models.Index(fields=["nationality"], name="beneficiary_nationality"),
            # What the dashboard counts, from the index alone.
            models.Index(fields=["orphan_type", "status"], condition=~Q(orphan_type=""), name="beneficiary_orphans"),
            models.Index(fields=["status"], name="beneficiary_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def save(self, *args: Any, **options: Any) -> None:
        self.derive()
        super().save(*args, **options)

    def derive(self) -> None:
        """Set the birth year that follows from the date; `save` does it, a bulk call must do it for each row."""
        if self.birth_date:
            self.birth_year = self.birth_date.year

    @property
    def is_head(self) -> bool:
        return self.household.head_id == self.pk

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:person_detail", self.pk)


class IdentityDocument(models.Model):
    """A passport, permit or card that a person showed."""

    person = models.ForeignKey(Beneficiary, models.PROTECT, verbose_name=_("kişi"), related_name="documents")
    kind = models.CharField(_("belge türü"), max_length=25, choices=DocumentKind)
    number = EncryptedTextField(_("belge no"))
    country = models.CharField(_("veren ülke"), max_length=2, choices=Country, blank=True)
    issued_on = models.DateField(_("veriliş tarihi"), null=True, blank=True)
    expires_on = models.DateField(_("geçerlilik sonu"), null=True, blank=True)

    class Meta:
        verbose_name = _("kimlik belgesi")
        verbose_name_plural = _("kimlik belgeleri")
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="identity_document_dates_in_order",
                violation_error_message=_("Geçerlilik sonu, veriliş tarihinden önce olamaz."),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SensitiveRecord(models.Model):
    """What the law calls special data on a person's health; encrypted, with a permission of its own."""

    person = models.OneToOneField(
        Beneficiary, models.PROTECT, verbose_name=_("kişi"), related_name="sensitive", primary_key=True
    )
    health_flags = EncryptedTextField(_("sağlık durumu"), help_text=_("Tanı yazmayın; yalnız seçin."))
    disability_group = EncryptedTextField(_("engel grubu"))
    disability_percent = EncryptedTextField(_("engel oranı (%)"))
    report_seen_on = models.DateField(_("raporun görüldüğü tarih"), null=True, blank=True)
    notes = EncryptedTextField(_("gizli notlar"))
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    audit_masked = ("report_seen_on",)

    class Meta:
        verbose_name = _("hassas bilgi")
        verbose_name_plural = _("hassas bilgiler")
        default_permissions = ()
        permissions = [
            ("view_sensitive", _("Hassas bilgileri görür")),
            ("change_sensitive", _("Hassas bilgileri değiştirir")),
        ]

    def __str__(self) -> str:
        return str(self.person)


class HouseholdMove(models.Model):
    """A person's move from one household to another; the first entry into the registry is not a move."""

    person = models.ForeignKey(Beneficiary, models.PROTECT, verbose_name=_("kişi"), related_name="moves")
    source = models.ForeignKey("Household", models.PROTECT, verbose_name=_("önceki hane"), related_name="moves_out")
    target = models.ForeignKey("Household", models.PROTECT, verbose_name=_("yeni hane"), related_name="moves_in")
    moved_on = models.DateField(_("taşınma tarihi"))
    reason = models.CharField(_("neden"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yapan"), related_name="+", null=True
    )
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)

    class Meta:
        verbose_name = _("taşınma")
        verbose_name_plural = _("taşınmalar")
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(source=F("target")), name="household_move_goes_elsewhere")]

    def __str__(self) -> str:
        return f"{self.person}: {self.source} → {self.target}"


class StateChange(models.Model):
    """A change of state of a household or a person, with its reason; what the undo button takes back."""

    household = models.ForeignKey(
        "Household", models.PROTECT, verbose_name=_("hane"), related_name="state_changes", null=True, blank=True
    )
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name=_("kişi"), related_name="state_changes", null=True, blank=True
    )
    source = models.CharField(_("önceki durum"), max_length=10)
    target = models.CharField(_("yeni durum"), max_length=10)
    reason = models.CharField(_("neden"), max_length=300, blank=True)
    previous_reason = models.CharField(_("önceki durumun nedeni"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yapan"), related_name="+", null=True
    )
    created_at = models.DateTimeField(_("zaman"), auto_now_add=True)
    undone_at = models.DateTimeField(_("geri alınma"), null=True, blank=True)

    class Meta:
        verbose_name = _("durum değişikliği")
        verbose_name_plural = _("durum değişiklikleri")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=False, person__isnull=True)
                | Q(household__isnull=True, person__isnull=False),
                name="state_change_of_one_row",
            )
        ]

    def __str__(self) -> str:
        return f"{self.household or self.person}: {self.source} → {self.target}"
