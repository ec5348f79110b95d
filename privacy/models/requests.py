"""A person's request about their own data, which is answered within thirty days (KVKK art. 11 and 13)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import RequestQuerySet
from ..states import CLOSED, RequestState
from .reference import SubjectReference

DAYS_TO_ANSWER = 30


class DaysLater(Func):
    """A day so many days after another, in the database."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = models.DateField()


class RequestKind(models.TextChoices):
    ACCESS = "access", _("Bilgi isteği")
    CORRECTION = "correction", _("Düzeltme")
    ERASURE = "erasure", _("Silme")
    OBJECTION = "objection", _("İtiraz")


class RequestChannel(models.TextChoices):
    """The ways that the communiqué on requests knows, and what happens at the counter."""

    PETITION = "petition", _("Islak imzalı dilekçe")
    IN_PERSON = "in_person", _("Şahsen")
    NOTARY = "notary", _("Noter")
    KEP = "kep", _("KEP")
    SIGNATURE = "signature", _("Güvenli ya da mobil imza")
    EMAIL = "email", _("Sistemde kayıtlı e-posta")
    OTHER = "other", _("Diğer")


class IdentityCheck(models.TextChoices):
    """How the association made sure who asks."""

    DOCUMENT = "document", _("Kimlik belgesi görüldü")
    SIGNATURE = "signature", _("İmza doğrulandı")
    KEP = "kep", _("KEP adresi doğrulandı")
    EMAIL = "email", _("Kayıtlı e-postadan geldi")
    CALL_BACK = "call_back", _("Kayıtlı telefondan arandı")
    MANDATE = "mandate", _("Vekâletname ya da velayet belgesi görüldü")


class DataRequest(SubjectReference):
    """What somebody asked of the association about their data, by when it is to be answered, and the answer."""

    year = models.PositiveSmallIntegerField(_("yıl"), editable=False)
    number = models.PositiveIntegerField(_("sıra"), editable=False)
    kind = models.CharField(_("istek"), max_length=15, choices=RequestKind)
    applicant = models.CharField(
        _("başvuran"), max_length=150, blank=True, help_text=_("Kayıtlarda bulunmayan biriyse ya da vekilse adı.")
    )
    contact = models.CharField(_("yanıt adresi"), max_length=300, blank=True)
    channel = models.CharField(_("geliş yolu"), max_length=15, choices=RequestChannel)
    received_on = models.DateField(_("alındığı gün"), default=timezone.localdate)
    due_on = models.GeneratedField(
        expression=DaysLater(F("received_on"), Value(DAYS_TO_ANSWER)),
        output_field=models.DateField(_("son gün")),
        db_persist=True,
    )
    summary = models.TextField(_("ne istiyor"), max_length=5_000, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="data_requests",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("durum"), max_length=15, choices=RequestState, default=RequestState.RECEIVED, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    identity_check = models.CharField(
        _("kimlik nasıl doğrulandı"), max_length=15, choices=IdentityCheck, blank=True, editable=False
    )
    identity_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kimliği doğrulayan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    identity_checked_at = models.DateTimeField(_("kimlik doğrulama zamanı"), null=True, blank=True, editable=False)
    answer = models.TextField(_("yanıt"), max_length=10_000, blank=True, editable=False)
    closed_at = models.DateTimeField(_("sonuçlanma"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)

    objects = RequestQuerySet.as_manager()

    audit_masked = ("contact", "summary", "answer")  # the trail tells that they changed, and keeps no second copy

    class Meta:
        verbose_name = _("ilgili kişi başvurusu")
        verbose_name_plural = _("ilgili kişi başvuruları")
        default_permissions = ()
        permissions = [
            ("view_requests", _("İlgili kişi başvurularını görür")),
            ("record_request", _("İlgili kişi başvurusu kaydeder")),
            ("answer_request", _("İlgili kişi başvurusunu yürütür ve yanıtlar")),
            ("export_subject", _("Bir kişi hakkındaki her şeyi dosyaya aktarır")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="data_request_number_unique"),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_pk__isnull=True) & ~Q(applicant="")
                | ~Q(subject_kind="") & Q(subject_pk__isnull=False),
                name="data_request_of_somebody",
                violation_error_message=_("Başvuranın adını yazın."),
            ),
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="data_request_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | ~Q(state__in=CLOSED) & Q(closed_at__isnull=True),
                name="data_request_closed_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ANSWERED)
                | ~Q(answer="") & ~Q(identity_check="") & Q(identity_checked_at__isnull=False),
                name="data_request_answered_to_known",
                violation_error_message=_("Yanıtlamadan önce başvuranın kimliği doğrulanmalıdır."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(state_reason=""), name="data_request_refused_for_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=~Q(state__in=CLOSED), name="data_request_open_by_due"),
            models.Index(fields=["subject_kind", "subject_pk"], name="data_request_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number:04d}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:request_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    def days_left(self, today: date) -> int:
        """Return how many days remain until the answer is due; negative when it is late."""
        return (self.due_on - today).days
