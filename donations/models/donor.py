"""Donors: people and organisations that give, and the one row for those who want to stay unnamed."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import BlindIndexField, EncryptedTextField
from kafkasder.core.links import record_url
from kafkasder.core.places import provinces
from kafkasder.core.sql import TurkishFold, TurkishFoldEach, end_index, sort_key_column, words_column
from kafkasder.core.text import capitalised
from tasks.tags import TAG_LENGTH, validate_tags

from ..choices import REACHED_BY, Channel, DonorKind, province_choices
from ..querysets import NUMBER_PURPOSE, DonorQuerySet
from ..states import DonorState
from .rules import DONOR_RULES


class Donor(models.Model):
    """Somebody who gives. `consents` are the channels that may be used now; `Consent` keeps how it came to that.

    The address names its province by the plate and its district by the official name, as `kafkasder.core.places` has
    them: the tables of places belong to the registry, which stands above this room.
    """

    kind = models.CharField(_("tür"), max_length=10, choices=DonorKind, default=DonorKind.INDIVIDUAL)
    name = models.CharField(_("ad soyad / unvan"), max_length=150, blank=True)
    number = EncryptedTextField(_("T.C. kimlik no / vergi no"))
    number_index = BlindIndexField(_("numara izi"), of="number", purpose=NUMBER_PURPOSE)
    contact_name = models.CharField(_("ilgili kişi"), max_length=150, blank=True)
    phone = models.CharField(_("telefon"), max_length=16, blank=True)
    email = models.EmailField(_("e-posta"), blank=True)
    province = models.PositiveSmallIntegerField(_("il"), choices=province_choices, null=True, blank=True)
    district = models.CharField(_("ilçe"), max_length=40, blank=True)
    address = models.CharField(_("açık adres"), max_length=500, blank=True)
    labels = ArrayField(
        models.CharField(max_length=TAG_LENGTH),
        verbose_name=_("etiketler"),
        default=list,
        blank=True,
        validators=[validate_tags],
    )
    label_keys = GeneratedField(
        expression=TurkishFoldEach("labels"), output_field=ArrayField(models.TextField()), db_persist=True
    )
    notes = models.TextField(_("notlar"), max_length=5000, blank=True)
    consents = ArrayField(
        models.CharField(max_length=10, choices=Channel),
        verbose_name=_("izin verdiği kanallar"),
        default=list,
        blank=True,
        editable=False,
    )
    state = models.CharField(_("durum"), max_length=10, choices=DonorState, default=DonorState.ACTIVE, editable=False)
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
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)
    name_key = sort_key_column("name")
    name_folded = GeneratedField(
        expression=TurkishFold("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    words = words_column("name", "contact_name")

    objects = DonorQuerySet.as_manager()

    audit_label = "name"
    audit_omitted = ("number_index",)
    audit_masked = ("phone", "email")

    class Meta:
        verbose_name = _("bağışçı")
        verbose_name_plural = _("bağışçılar")
        default_permissions = ()
        permissions = [
            ("view_donors", _("Bağışçıları görür")),
            ("change_donors", _("Bağışçı ekler ve değiştirir")),
            ("reveal_donor_identity", _("Bağışçının numarasını ve telefonunu nedenini yazarak açar")),
            ("export_donors", _("Bağışçıları dosyaya aktarır")),
            ("import_donors", _("Bağışçıları dosyadan içe aktarır")),
            ("manage_consents", _("Bağışçıların iletişim izinlerini kaydeder")),
        ]
        constraints = DONOR_RULES
        indexes = [
            GinIndex(fields=["words"], name="donor_words"),
            GinIndex(fields=["label_keys"], name="donor_labels"),
            GinIndex(fields=["consents"], name="donor_consents"),
            models.Index(fields=["name_key", "id"], name="donor_by_name"),
            models.Index(fields=["name_folded"], name="donor_same_name"),
            models.Index(fields=["phone"], name="donor_phone", opclasses=["text_pattern_ops"]),
            end_index("phone", "donor_phone_end"),
            models.Index(fields=["email"], name="donor_email"),
            models.Index(fields=["-created_at", "-id"], name="donor_newest"),
            models.Index(fields=["kind"], name="donor_kind"),
            models.Index(F("updated_at"), condition=Q(state="archived"), name="donor_archived"),
        ]

    def __str__(self) -> str:
        return self.name or str(DonorKind.ANONYMOUS.label)

    def get_absolute_url(self) -> str:
        return record_url("donations:donor_detail", self.pk)

    @classmethod
    def label_of(cls, name: str) -> str:
        """Return what people call a field."""
        field: Any = cls._meta.get_field(name)
        return capitalised(str(field.verbose_name))

    @property
    def is_anonymous(self) -> bool:
        return self.kind == DonorKind.ANONYMOUS

    @property
    def place(self) -> str:
        """Where the donor lives, as one line: `Melikgazi, Kayseri`."""
        province = provinces().get(self.province, "") if self.province else ""
        return ", ".join(filter(None, (self.district, province)))

    def can_be_reached_by(self, channel: str) -> bool:
        """Whether there is what the channel needs: a number, an e-mail, an address."""
        return bool(getattr(self, REACHED_BY[channel]))

    def derive(self) -> None:
        """Bring the e-mail into the form in which it is compared."""
        self.email = self.email.lower()

    def save(self, *args: Any, **options: Any) -> None:
        self.derive()
        super().save(*args, **options)
