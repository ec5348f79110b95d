"""Tasks: what is to be done, by whom and until when."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, GeneratedField, Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import PlainEach, TurkishFoldEach, TurkishRepeats, words_column

from ..querysets import TaskQuerySet
from ..repetition import validate_rule
from ..states import CLOSED, TaskState
from ..tags import MOST_TAGS, TAG_LENGTH, validate_tags
from .fields import RuleField

SHORTEST_TITLE = 3
LONGEST_DESCRIPTION = 1_000


class Priority(models.TextChoices):
    LOW = "low", _("Düşük")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("Yüksek")
    URGENT = "urgent", _("Acil")


class Task(models.Model):
    """Something to be done. `position` orders a column of the board; smaller is higher."""

    title = models.CharField(_("başlık"), max_length=100, validators=[MinLengthValidator(SHORTEST_TITLE)])
    description = models.TextField(_("açıklama"), max_length=LONGEST_DESCRIPTION, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("açan"),
        related_name="created_tasks",
        editable=False,
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("sorumlu"),
        related_name="tasks",
        null=True,
        blank=True,
    )
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("takip edenler"),
        through="tasks.Follower",
        related_name="followed_tasks",
        blank=True,
        editable=False,
    )
    priority = models.CharField(_("öncelik"), max_length=10, choices=Priority, default=Priority.NORMAL)
    state = models.CharField(_("durum"), max_length=15, choices=TaskState, default=TaskState.PENDING, editable=False)
    state_reason = models.CharField(_("durum nedeni"), max_length=300, blank=True, editable=False)
    state_at = models.DateTimeField(_("durum zamanı"), default=timezone.now, editable=False)
    due_on = models.DateField(_("son gün"), null=True, blank=True)
    due_time = models.TimeField(_("saat"), null=True, blank=True)
    category = models.CharField(_("kategori"), max_length=50, blank=True)
    tags = ArrayField(
        models.CharField(max_length=TAG_LENGTH),
        verbose_name=_("etiketler"),
        default=list,
        blank=True,
        validators=[validate_tags],
    )
    tag_keys = GeneratedField(
        expression=TurkishFoldEach("tags"), output_field=ArrayField(models.TextField()), db_persist=True
    )
    reference_kind = models.CharField(_("bağlı kayıt türü"), max_length=40, blank=True, editable=False)
    reference_pk = models.BigIntegerField(_("bağlı kayıt"), null=True, blank=True, editable=False)
    repeat = RuleField(_("tekrar"), max_length=200, blank=True, validators=[validate_rule])
    repeat_until = models.DateField(_("tekrarın son günü"), null=True, blank=True)
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name=_("önceki görev"),
        related_name="followed_by",
        null=True,
        blank=True,
        editable=False,
    )
    read_at = models.DateTimeField(_("okunma"), null=True, blank=True, editable=False)
    position = models.BigIntegerField(_("sıra"), default=0, editable=False)
    completed_at = models.DateTimeField(_("tamamlanma"), null=True, blank=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("tamamlayan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("açılma"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("son değişiklik"), auto_now=True)
    destroyed_at = models.DateTimeField(_("imha zamanı"), null=True, blank=True, editable=False)
    words = words_column("title", "description", "category")

    objects = TaskQuerySet.as_manager()

    audit_label = "title"
    audit_omitted = ("position", "read_at", "state_at")  # no change of what is to be done

    class Meta:
        verbose_name = _("görev")
        verbose_name_plural = _("görevler")
        default_permissions = ()
        permissions = [
            ("view_tasks", _("Görevleri görür")),
            ("view_all_tasks", _("Bütün görevleri görür (yoksa yalnız kendisini ilgilendirenleri)")),
            ("add_task", _("Görev açar ve kendi görevlerini yürütür")),
            ("change_task", _("Başkalarının görevlerini de değiştirir ve yürütür")),
            ("assign_task", _("Görevi başkasına verir")),
            ("import_tasks", _("Görevleri dosyadan içe aktarır")),
            ("export_tasks", _("Görevleri dosyaya aktarır")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(Trim("title")), SHORTEST_TITLE),
                name="task_title_length",
                violation_error_message=_("Başlık en az 3 karakter olmalıdır."),
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("description"), LONGEST_DESCRIPTION),
                name="task_description_length",
                violation_error_message=_("Açıklama en çok 1000 karakter olabilir."),
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="task_priority_known"),
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(
                condition=Q(state=TaskState.COMPLETED, completed_at__isnull=False)
                | ~Q(state=TaskState.COMPLETED) & Q(completed_at__isnull=True, completed_by__isnull=True),
                name="task_completed_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.CANCELLED) | ~Q(state_reason=""), name="task_cancelled_for_reason"
            ),
            models.CheckConstraint(
                condition=Q(due_time__isnull=True) | Q(due_on__isnull=False),
                name="task_time_needs_day",
                violation_error_message=_("Saat için önce son günü yazın."),
            ),
            models.CheckConstraint(
                condition=Q(repeat="") | Q(due_on__isnull=False),
                name="task_repeat_needs_day",
                violation_error_message=_("Tekrarlanan görevin bir son günü olmalıdır."),
            ),
            models.CheckConstraint(
                condition=Q(repeat_until__isnull=True) | Q(repeat_until__gte=F("due_on")) & ~Q(repeat=""),
                name="task_repeats_until_later",
                violation_error_message=_("Tekrarın bitişi son günden önce olamaz."),
            ),
            models.CheckConstraint(
                condition=Q(tags__len__lte=MOST_TAGS),
                name="task_tags_few",
                violation_error_message=_("En çok 10 etiket verilebilir."),
            ),
            models.CheckConstraint(
                condition=~Q(TurkishRepeats("tags")),
                name="task_tags_distinct",
                violation_error_message=_("Aynı etiket iki kez verilemez."),
            ),
            models.CheckConstraint(
                condition=Q(PlainEach("tags")),
                name="task_tags_plain",
                violation_error_message=_("Etiketlerde harf, rakam, boşluk, - ve _ kullanılabilir."),
            ),
            models.CheckConstraint(
                condition=Q(reference_kind="", reference_pk__isnull=True)
                | ~Q(reference_kind="") & Q(reference_pk__isnull=False),
                name="task_reference_whole",
            ),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="task_follows_another"),
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(state__in=CLOSED, description=""),
                name="task_destroyed_is_blank",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], name="task_words"),
            GinIndex(fields=["tag_keys"], name="task_tags"),
            models.Index(fields=["state", "position", "id"], name="task_board"),
            models.Index(fields=["due_on", "due_time", "id"], name="task_by_day"),
            models.Index(fields=["-created_at", "-id"], name="task_newest"),
            models.Index(fields=["category"], name="task_category"),
            models.Index(fields=["priority"], name="task_priority"),
            models.Index(
                fields=["reference_kind", "reference_pk"], condition=~Q(reference_kind=""), name="task_of_record"
            ),
            models.Index(fields=["due_on"], condition=~Q(state__in=CLOSED), name="task_open_by_day"),
            models.Index(fields=["state_at"], condition=Q(state__in=CLOSED), name="task_closed"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("tasks:task_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def due_at(self) -> datetime | None:
        """The moment at which the task is late; without an hour the end of its day, where the association is."""
        if self.due_on is None:
            return None
        zone = timezone.get_default_timezone()
        if self.due_time is not None:
            return datetime.combine(self.due_on, self.due_time, zone)
        return datetime.combine(self.due_on + timedelta(days=1), time(), zone)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= timezone.now()


class Follower(models.Model):
    """Somebody who is told what happens to a task."""

    task = models.ForeignKey(Task, models.CASCADE, verbose_name=_("görev"), related_name="followings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kullanıcı"), related_name="followings"
    )
    created_at = models.DateTimeField(_("takip zamanı"), auto_now_add=True)

    class Meta:
        verbose_name = _("görev takibi")
        verbose_name_plural = _("görev takipleri")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="task_follower_once")]

    def __str__(self) -> str:
        return f"{self.task}: {self.user}"
