"""Aid applications: who asks for what, how far it is, and what was decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from beneficiaries.choices import Priority
from beneficiaries.models import Beneficiary, Household
from finance.choices import Currency
from kafkasder.core.links import record_url
from kafkasder.core.sql import words_column

from ..choices import (
    PERSONAL,
    AidGroup,
    AidKind,
    ApplicantType,
    AskedPaper,
    Frequency,
    RejectReason,
    Source,
    Unit,
    group_of,
)
from ..querysets import ApplicationQuerySet, OfApplicationsQuerySet
from ..states import CLOSED, GRANTED, GROUP_OF, Stage, StageGroup

LONGEST_TEXT = 3_000


class ApplicationSeries(models.Model):
    """The last number that was given to an application in a year."""

    year = models.PositiveSmallIntegerField(_("yıl"), primary_key=True)
    last = models.PositiveIntegerField(_("son numara"), default=0)

    audit_exempt = True  # each application has its number in the trail

    class Meta:
        verbose_name = _("başvuru numarası sayacı")
        verbose_name_plural = _("başvuru numarası sayaçları")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class AidApplication(models.Model):
    """A request for help: of a household, of one of its people, or of another organisation.

    `stage` changes along `states.STAGES` only; each step is kept as a `StageStep`. `written_by` is who changed last
    what is asked for, `writers` are the keys of all who ever did: neither they nor who recorded it decide about it.
    """

    number = models.CharField(_("başvuru no"), max_length=20, unique=True, editable=False)
    applicant_type = models.CharField(
        _("başvuran türü"), max_length=15, choices=ApplicantType, default=ApplicantType.PERSON
    )
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        verbose_name=_("hane"),
        related_name="applications",
        null=True,
        blank=True,
        db_index=False,
    )
    person = models.ForeignKey(
        Beneficiary, models.PROTECT, verbose_name=_("başvuran kişi"), related_name="applications", null=True, blank=True
    )
    applicant_name = models.CharField(_("başvuran kurum"), max_length=150, blank=True)
    applicant_phone = models.CharField(_("kurumun telefonu"), max_length=16, blank=True)
    applied_on = models.DateField(_("başvuru tarihi"))
    source = models.CharField(_("geliş yolu"), max_length=15, choices=Source, default=Source.OFFICE)
    description = models.TextField(_("açıklama"), max_length=LONGEST_TEXT, blank=True)
    notes = models.TextField(_("iç notlar"), max_length=LONGEST_TEXT, blank=True)
    priority = models.CharField(_("öncelik"), max_length=10, choices=Priority, default=Priority.NORMAL)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="assigned_applications",
        null=True,
        blank=True,
        db_index=False,
    )
    stage = models.CharField(_("aşama"), max_length=20, choices=Stage, default=Stage.DRAFT, editable=False)
    stage_reason = models.CharField(_("aşama nedeni"), max_length=500, blank=True, editable=False)
    stage_at = models.DateTimeField(_("aşama zamanı"), default=timezone.now, editable=False)
    due_on = models.DateField(_("aşamanın son günü"), null=True, blank=True, editable=False)
    reject_reason = models.CharField(_("ret nedeni"), max_length=20, choices=RejectReason, blank=True, editable=False)
    points = models.PositiveSmallIntegerField(_("ihtiyaç puanı"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("son yazan"), related_name="+", editable=False
    )
    writers = ArrayField(models.BigIntegerField(), verbose_name=_("yazanlar"), default=list, editable=False)
    created_at = models.DateTimeField(_("kayıt tarihi"), auto_now_add=True)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)
    words = words_column("applicant_name", "description")

    objects = ApplicationQuerySet.as_manager()

    audit_label = "number"
    audit_masked = ("applicant_phone",)
    audit_omitted = ("stage_at", "writers")

    class Meta:
        verbose_name = _("yardım başvurusu")
        verbose_name_plural = _("yardım başvuruları")
        default_permissions = ()
        permissions = [
            ("view_aid", _("Yardım başvurularını ve verilen yardımları görür")),
            ("record_applications", _("Yardım başvurusu kaydeder ve başvuruyu alır")),
            ("review_applications", _("Başvuruyu inceler, ziyaret yazar, komisyona gönderir")),
            ("decide_aid", _("Başkasının kaydettiği başvuruya karar verir")),
            ("vote_aid", _("Yardım komisyonunda oy verir")),
            ("give_aid", _("Yardımı elden teslim eder ve teslim alanı yazar")),
            ("view_payments", _("Ödeme listelerini görür")),
            ("prepare_payments", _("Yardım planlar, ödeme listesi hazırlar ve kilitler")),
            ("release_payments", _("Başkasının hazırladığı ödeme listesini ödemeye çıkarır")),
            ("manage_aid", _("İhtiyaç puanını, aşama sürelerini ve banka dosyası kalıplarını yönetir")),
            ("export_aid", _("Başvuruları ve yardımları dosyaya aktarır")),
            ("import_aid", _("Başvuruları dosyadan içe aktarır")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="application_stage_known"),
            models.CheckConstraint(
                condition=Q(applicant_type=ApplicantType.PERSON, household__isnull=False, applicant_name="")
                | (~Q(applicant_type=ApplicantType.PERSON) & Q(person__isnull=True) & ~Q(applicant_name="")),
                name="application_has_its_applicant",
                violation_error_message=_("Kişi başvurusunda haneyi, kurum başvurusunda kurumun adını yazın."),
            ),
            models.CheckConstraint(
                condition=(Q(stage=Stage.REJECTED) & ~Q(reject_reason=""))
                | (~Q(stage=Stage.REJECTED) & Q(reject_reason="")),
                name="application_rejected_for_reason",
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True)
                | Q(stage__in=CLOSED, description="", notes="", stage_reason="", applicant_phone=""),
                name="application_destroyed_is_blank",
                violation_error_message=_("İmha edilmiş başvuru değişmez."),
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="application_words"),
            models.Index(fields=["-applied_on", "-id"], name="application_newest"),
            models.Index(fields=["stage", "-applied_on", "-id"], name="application_stage"),
            models.Index(fields=["household", "-applied_on", "-id"], name="application_of_household"),
            models.Index(fields=["priority", "-applied_on", "-id"], name="application_priority"),
            models.Index(fields=["source", "-applied_on", "-id"], name="application_source"),
            models.Index(fields=["applicant_type", "-applied_on", "-id"], name="application_applicant"),
            models.Index(fields=["assigned_to", "-applied_on", "-id"], name="application_assigned"),
            models.Index(fields=["due_on", "id"], name="application_due"),
            models.Index(F("points").desc(nulls_last=True), F("id").desc(), name="application_points"),
            # What the dashboard counts, from the index alone.
            models.Index(fields=["stage", "applied_on"], name="application_counted"),
            models.Index(fields=["household"], condition=~Q(stage__in=CLOSED), name="application_open_homes"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return record_url("aid:application_detail", self.pk)

    @property
    def version(self) -> str:
        """What tells an application from the same one changed while somebody looked at it."""
        return f"{self.updated_at:%Y%m%d%H%M%S%f}"

    @property
    def group(self) -> StageGroup:
        return GROUP_OF[self.stage]

    @property
    def is_open(self) -> bool:
        return self.group != StageGroup.COMPLETED

    @cached_property
    def all_asked(self) -> "list[AskedAid]":
        """What is asked for, as it is shown; lists prefetch it as a list, which costs a third of a manager's rows."""
        return list(self.asked.all())

    @property
    def is_granted(self) -> bool:
        return self.stage in GRANTED


class AskedAid(models.Model):
    """One kind of help that an application asks for, and what of it was granted.

    `amount` is in `currency` for one time; goods have a quantity, and an amount if their worth is known.
    """

    application = models.ForeignKey(
        AidApplication, models.PROTECT, verbose_name=_("başvuru"), related_name="asked", editable=False
    )
    kind = models.CharField(_("yardım türü"), max_length=20, choices=AidKind)
    person = models.ForeignKey(
        Beneficiary,
        models.PROTECT,
        verbose_name=_("kim için"),
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Yalnız bir kişiye verilen yardımlarda seçin."),
    )
    frequency = models.CharField(_("sıklık"), max_length=10, choices=Frequency, default=Frequency.ONCE)
    times = models.PositiveSmallIntegerField(_("kaç kez"), default=1)
    amount = models.DecimalField(_("tutar"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("para birimi"), max_length=3, choices=Currency, default=Currency.TRY)
    quantity = models.DecimalField(_("miktar"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("birim"), max_length=10, choices=Unit, blank=True)
    note = models.CharField(_("not"), max_length=200, blank=True)
    granted_amount = models.DecimalField(
        _("onaylanan tutar"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    granted_quantity = models.DecimalField(
        _("onaylanan miktar"), max_digits=10, decimal_places=2, null=True, blank=True, editable=False
    )
    granted_times = models.PositiveSmallIntegerField(_("onaylanan sayı"), null=True, blank=True, editable=False)

    objects = OfApplicationsQuerySet.as_manager()

    audit_label = "kind"

    class Meta:
        verbose_name = _("istenen yardım")
        verbose_name_plural = _("istenen yardımlar")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AidKind.values), name="asked_kind_known"),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gt=0))
                & (Q(quantity__isnull=True) | Q(quantity__gt=0))
                & (Q(amount__isnull=False) | Q(quantity__isnull=False)),
                name="asked_for_something",
                violation_error_message=_("Tutar ya da miktar yazın; sıfırdan büyük olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True, unit="") | (Q(quantity__isnull=False) & ~Q(unit="")),
                name="asked_quantity_has_unit",
                violation_error_message=_("Miktarın birimini seçin."),
            ),
            models.CheckConstraint(
                condition=Q(frequency=Frequency.ONCE, times=1)
                | (~Q(frequency=Frequency.ONCE) & Q(times__gte=1, times__lte=60)),
                name="asked_times_fit",
                violation_error_message=_("Tek seferlik yardım bir kezdir; düzenli yardım en çok 60 kez."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(kind__in=PERSONAL),
                name="asked_person_only_if_personal",
                violation_error_message=_("Bu yardım haneye verilir; kişi seçilmez."),
            ),
            models.UniqueConstraint(
                fields=["application", "kind", "person"],
                nulls_distinct=False,
                name="asked_once",
                violation_error_message=_("Bu yardım bu başvuruda zaten var."),
            ),
        ]
        indexes = [models.Index(fields=["kind", "application"], name="asked_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def group(self) -> AidGroup:
        return group_of(self.kind, self.frequency)


class StageStep(models.Model):
    """One change of an application's stage: who made it, when and why. Rows stay as they are."""

    application = models.ForeignKey(
        AidApplication, models.PROTECT, verbose_name=_("başvuru"), related_name="steps", db_index=False
    )
    source = models.CharField(_("önceki aşama"), max_length=20, choices=Stage, blank=True)
    target = models.CharField(_("aşama"), max_length=20, choices=Stage)
    reason = models.CharField(_("neden"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yapan"), related_name="+")
    at = models.DateTimeField(_("zaman"), default=timezone.now)

    objects = OfApplicationsQuerySet.as_manager()

    audit_exempt = True  # the application's own row tells it too

    class Meta:
        verbose_name = _("aşama adımı")
        verbose_name_plural = _("aşama adımları")
        default_permissions = ()
        indexes = [
            models.Index(fields=["application", "-at", "-id"], name="step_of_application"),
            models.Index(fields=["target", "at"], name="step_by_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} → {self.get_target_display()}"


class StageDays(models.Model):
    """In how many days an application should leave a stage; without a row nobody is told that it is late."""

    stage = models.CharField(_("aşama"), max_length=20, choices=Stage, primary_key=True)
    days = models.PositiveSmallIntegerField(_("gün"))

    audit_label = "stage"

    class Meta:
        verbose_name = _("aşama süresi")
        verbose_name_plural = _("aşama süreleri")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="stage_days_sane",
                violation_error_message=_("Süre 1 ile 365 gün arasında olmalıdır."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_stage_display())


class AskedDocument(models.Model):
    """A paper that an application needs; `received_on` once it is there."""

    application = models.ForeignKey(
        AidApplication, models.PROTECT, verbose_name=_("başvuru"), related_name="papers", editable=False
    )
    kind = models.CharField(_("evrak"), max_length=20, choices=AskedPaper)
    note = models.CharField(_("not"), max_length=200, blank=True)
    asked_on = models.DateField(_("istendiği gün"))
    received_on = models.DateField(_("geldiği gün"), null=True, blank=True)

    objects = OfApplicationsQuerySet.as_manager()

    audit_label = "kind"

    class Meta:
        verbose_name = _("istenen evrak")
        verbose_name_plural = _("istenen evraklar")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "note"],
                name="paper_asked_once",
                violation_error_message=_("Bu evrak zaten istenmiş."),
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=models.F("asked_on")),
                name="paper_received_after_asked",
                violation_error_message=_("Evrak istenmeden önce gelmiş olamaz."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
