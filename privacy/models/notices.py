"""What people are told about their data: the versions of each text, and who was given which (KVKK art. 10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import DeliveryQuerySet, NoticeQuerySet
from .reference import SubjectReference


class Audience(models.TextChoices):
    """Whom a text is for: purposes and legal grounds differ."""

    BENEFICIARY = "beneficiary", _("İhtiyaç sahipleri")
    USER = "user", _("Çalışan ve gönüllüler")
    DONOR = "donor", _("Bağışçılar")
    OTHER = "other", _("Diğer")


class NoticeLanguage(models.TextChoices):
    TURKISH = "tr", _("Türkçe")
    ARABIC = "ar", _("Arapça")
    ENGLISH = "en", _("İngilizce")
    RUSSIAN = "ru", _("Rusça")
    PERSIAN = "fa", _("Farsça")


class NoticeVersion(models.Model):
    """A text as it was given from a day on. Once somebody was given it, the database refuses to change it."""

    audience = models.CharField(_("kimin için"), max_length=20, choices=Audience)
    language = models.CharField(_("dil"), max_length=5, choices=NoticeLanguage, default=NoticeLanguage.TURKISH)
    number = models.PositiveIntegerField(_("sürüm"), editable=False)
    text = models.TextField(
        _("metin"),
        max_length=50_000,
        help_text=_(
            "Veri sorumlusu, amaçlar, kime ve neden aktarıldığı, toplama yöntemi ve hukuki sebep, 11. maddedeki haklar."
        ),
    )
    valid_from = models.DateField(_("geçerlilik başlangıcı"), default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yazan"), related_name="+", null=True, editable=False
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("aydınlatma metni")
        verbose_name_plural = _("aydınlatma metinleri")
        default_permissions = ()
        permissions = [
            ("view_notices", _("Aydınlatma metinlerini ve kimlere verildiğini görür")),
            ("change_notices", _("Aydınlatma metni yazar")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["audience", "language", "number"], name="notice_version_number_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_version_says_something"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="notice_version_audience_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_audience_display()} · {self.get_language_display()} · {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:notice_detail", args=[self.pk])


class Channel(models.TextChoices):
    """How a text reached a person."""

    PAPER = "paper", _("Kâğıtta, imzayla")
    READ_OUT = "read_out", _("Okunarak anlatıldı")
    MESSAGE = "message", _("SMS ya da mesajla")
    EMAIL = "email", _("E-postayla")
    FORM = "form", _("Başvuru formunda")


class NoticeDelivery(SubjectReference):
    """That a person was given a version of the text."""

    version = models.ForeignKey(NoticeVersion, models.PROTECT, verbose_name=_("metin"), related_name="deliveries")
    channel = models.CharField(_("yol"), max_length=20, choices=Channel, default=Channel.PAPER)
    delivered_on = models.DateField(_("verildiği gün"), default=timezone.localdate)
    note = models.CharField(_("not"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kaydeden"),
        related_name="+",
        null=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("aydınlatma kaydı")
        verbose_name_plural = _("aydınlatma kayıtları")
        default_permissions = ()
        permissions = [("record_delivery", _("Aydınlatmanın yapıldığını kaydeder"))]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_pk", "version"],
                name="notice_delivered_once",
                violation_error_message=_("Bu metin bu kişiye verilmiş olarak zaten kayıtlı."),
            ),
            models.CheckConstraint(
                condition=~Q(subject_kind="") & Q(subject_pk__isnull=False), name="notice_delivery_has_subject"
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="notice_delivery_channel_known"),
        ]
        indexes = [models.Index(fields=["version", "subject_kind", "subject_pk"], name="notice_delivery_of_version")]

    def __str__(self) -> str:
        return f"{self.version} → {self.subject_kind} {self.subject_pk}"
