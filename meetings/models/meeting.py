"""Meetings: what about, when and where, and how far they are."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import words_column

from ..choices import ASSEMBLIES, CallWay, MeetingKind
from ..querysets import MeetingQuerySet
from ..states import OPEN, MeetingState

SHORTEST_TITLE = 3
LONGEST_TEXT = 2_000


class Meeting(models.Model):
    """People who come together; `recorded_afterwards` says that it had taken place before it was written down.

    `sequence` counts the changes of its time and place, as calendar programs want it.
    """

    title = models.CharField(_("başlık"), max_length=200, validators=[MinLengthValidator(SHORTEST_TITLE)])
    kind = models.CharField(_("tür"), max_length=20, choices=MeetingKind, default=MeetingKind.BOARD)
    description = models.TextField(_("açıklama"), max_length=LONGEST_TEXT, blank=True)
    starts_at = models.DateTimeField(_("başlangıç"))
    ends_at = models.DateTimeField(_("bitiş"))
    place = models.CharField(_("yer"), max_length=200, blank=True)
    link = models.URLField(_("bağlantı"), max_length=500, blank=True)
    notes = models.TextField(_("notlar"), max_length=LONGEST_TEXT, blank=True)
    entitled = models.PositiveIntegerField(_("oy hakkı olan üye sayısı"), null=True, blank=True, editable=False)
    is_heavy = models.BooleanField(_("tüzük değişikliği ya da fesih"), default=False, editable=False)
    is_second_call = models.BooleanField(_("ikinci toplantı"), default=False, editable=False)
    full_members = models.PositiveSmallIntegerField(
        _("yönetim ve denetim kurulu asıl üye sayısı"), default=8, editable=False
    )
    statute_quorum = models.PositiveIntegerField(_("tüzükteki yeter sayı"), null=True, blank=True, editable=False)
    counted_present = models.PositiveIntegerField(_("hazirun sayısı"), null=True, blank=True, editable=False)
    called_on = models.DateField(_("çağrı günü"), null=True, blank=True, editable=False)
    call_ways = ArrayField(
        models.CharField(max_length=10, choices=CallWay),
        verbose_name=_("çağrı yolları"),
        default=list,
        blank=True,
        editable=False,
    )
    second_at = models.DateTimeField(_("ikinci toplantının günü ve saati"), null=True, blank=True, editable=False)
    put_off_at = models.DateTimeField(_("geri bırakılma"), null=True, blank=True, editable=False)
    first_call = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("ilk toplantı"),
        related_name="second_call",
        null=True,
        blank=True,
        editable=False,
    )
    series = models.ForeignKey(
        "meetings.MeetingSeries",
        models.PROTECT,
        verbose_name=_("dizi"),
        related_name="meetings",
        null=True,
        blank=True,
        editable=False,
    )
    series_day = models.DateField(_("dizideki günü"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("değişiklik sayısı"), default=0, editable=False)
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("düzenleyen"),
        related_name="organised_meetings",
        editable=False,
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kaydeden"), related_name="+", editable=False
    )
    recorded_afterwards = models.BooleanField(_("sonradan kaydedildi"), default=False, editable=False)
    state = models.CharField(
        _("durum"), max_length=15, choices=MeetingState, default=MeetingState.SCHEDULED, editable=False
    )
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    state_at = models.DateTimeField(_("durum zamanı"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("kaydedilme"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    words = words_column("title", "description", "place", "notes")

    objects = MeetingQuerySet.as_manager()

    audit_label = "title"
    audit_omitted = ("state_at", "sequence")

    class Meta:
        verbose_name = _("toplantı")
        verbose_name_plural = _("toplantılar")
        default_permissions = ()
        permissions = [
            ("view_meetings", _("Toplantıları görür")),
            ("view_all_meetings", _("Bütün toplantıları görür (yoksa yalnız çağrıldıklarını)")),
            ("manage_meetings", _("Toplantı düzenler ve yürütür")),
            ("export_meetings", _("Toplantıları dosyaya aktarır")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(Trim("title")), SHORTEST_TITLE),
                name="meeting_title_length",
                violation_error_message=_("Başlık en az 3 karakter olmalıdır."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("description"), LONGEST_TEXT)
                & LessThanOrEqual(Length("notes"), LONGEST_TEXT),
                name="meeting_text_length",
                violation_error_message=_("Açıklama ve notlar en çok 2000 karakter olabilir."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Toplantı başlangıcından sonra bitmelidir."),
            ),
            models.CheckConstraint(
                condition=Q(second_at__isnull=True) | Q(second_at__gt=F("starts_at")),
                name="meeting_second_after_first",
                violation_error_message=_("İkinci toplantı ilkinden sonra olur."),
            ),
            models.CheckConstraint(
                condition=Q(called_on__isnull=True, call_ways=[]) | Q(called_on__isnull=False) & ~Q(call_ways=[]),
                name="meeting_call_whole",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="meeting_once_in_series"),
            models.CheckConstraint(
                condition=Q(series__isnull=True, series_day__isnull=True)
                | Q(series__isnull=False, series_day__isnull=False),
                name="meeting_series_whole",
            ),
            models.CheckConstraint(condition=~Q(first_call=F("id")), name="meeting_second_of_another"),
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(state_reason=""), name="meeting_cancelled_for_reason"
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="meeting_words"),
            models.Index(fields=["-starts_at", "-id"], name="meeting_newest"),
            models.Index(fields=["starts_at"], condition=Q(state__in=OPEN), name="meeting_open"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting_detail", args=[self.pk])

    @property
    def day(self) -> date:
        """The day on which it begins, where the association is."""
        return timezone.localtime(self.starts_at, timezone.get_default_timezone()).date()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_assembly(self) -> bool:
        return self.kind in ASSEMBLIES

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)
