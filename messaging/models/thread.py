"""Threads, and who takes part in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sealed import SealedTextField, is_sealed_shut, opened, put

from ..querysets import MemberQuerySet, ThreadQuerySet

LONGEST_TITLE = 80


class ThreadKind(models.TextChoices):
    DIRECT = "direct", _("İki kişi arasında")
    GROUP = "group", _("Grup")
    RECORD = "record", _("Kayıt hakkında")


class Thread(models.Model):
    """A conversation: between two, of a group, or about a record of the panel, which whoever sees that may read.

    What points at a record is within nobody's sight who does not see the record. Messages are numbered from 1 on;
    `last_number` is the newest one's, and is changed only by who has locked the row.
    """

    REFERENCE = "thread"  # as other rooms point at threads; threads themselves point at anything else

    kind = models.CharField(_("tür"), max_length=10, choices=ThreadKind, editable=False)
    key = models.UUIDField(_("anahtar"), default=uuid.uuid4, unique=True, editable=False)
    sealed_title = SealedTextField(_("başlık"), bound_to=("key",))
    direct_key = models.CharField(_("iki kişi"), max_length=50, null=True, unique=True, editable=False)
    reference_kind = models.CharField(_("bağlı kayıt türü"), max_length=40, blank=True, editable=False)
    reference_pk = models.BigIntegerField(_("bağlı kayıt"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("açan"), related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("açılma"), default=timezone.now, editable=False)
    forked_from = models.ForeignKey(
        "messaging.Message",
        models.SET_NULL,
        verbose_name=_("ayrıldığı ileti"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    assistant_on = models.BooleanField(_("yardımcı açık"), default=False, editable=False)
    last_number = models.PositiveIntegerField(_("son sıra no"), default=0, editable=False)
    last_at = models.DateTimeField(_("son hareket"), default=timezone.now, editable=False)
    last_message = models.ForeignKey(
        "messaging.Message",
        models.SET_NULL,
        verbose_name=_("son ileti"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = ThreadQuerySet.as_manager()

    # Each message has an entry of its own.
    audit_omitted = ("sealed_title", "key", "last_number", "last_at", "last_message")

    class Meta:
        verbose_name = _("konuşma")
        verbose_name_plural = _("konuşmalar")
        default_permissions = ()
        permissions = [
            ("use_messages", _("Mesajlaşır")),
            ("use_assistant", _("Konuşmalarda yardımcıya soru sorar")),
            ("manage_assistant", _("Yardımcıyı açar, kapatır ve ayarlar")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ThreadKind.values), name="thread_kind_known"),
            models.CheckConstraint(
                condition=Q(reference_kind="", reference_pk__isnull=True)
                | ~Q(reference_kind="") & Q(reference_pk__isnull=False),
                name="thread_reference_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ThreadKind.RECORD) | ~Q(reference_kind=""), name="thread_record_has_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=ThreadKind.DIRECT, direct_key__isnull=False)
                | ~Q(kind=ThreadKind.DIRECT) & Q(direct_key__isnull=True),
                name="thread_direct_key",
            ),
            models.UniqueConstraint(
                fields=["reference_kind", "reference_pk"],
                condition=Q(kind=ThreadKind.RECORD),
                name="thread_record_once",
                violation_error_message=_("Bu kayıt hakkında zaten bir konuşma var."),
            ),
        ]
        indexes = [
            models.Index(fields=["reference_kind", "reference_pk"], name="thread_reference"),
            models.Index(fields=["last_at"], name="thread_last_at"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("messaging:thread_detail", args=[self.pk])

    @property
    def title(self) -> str:
        return opened(self, "sealed_title")

    @title.setter
    def title(self, text: str) -> None:
        put(self, "sealed_title", text)

    @property
    def title_is_unreadable(self) -> bool:
        return is_sealed_shut(self, "sealed_title")

    @property
    def is_direct(self) -> bool:
        return self.kind == ThreadKind.DIRECT

    @property
    def is_about_record(self) -> bool:
        return self.kind == ThreadKind.RECORD


class ThreadMember(models.Model):
    """Somebody in a thread, how far they have read, and how they keep the thread in their own list.

    `unread` and `moved_at` repeat what the thread's messages tell, so that counter and list of a person ask for rows of
    their own alone: a message in a thread wakes nobody who is not in it.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, verbose_name=_("konuşma"), related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="thread_memberships"
    )
    is_owner = models.BooleanField(_("grubu yönetir"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("ekleyen"), related_name="+", null=True, blank=True
    )
    joined_at = models.DateTimeField(_("katılma"), default=timezone.now, editable=False)
    read_number = models.PositiveIntegerField(_("okunan sıra no"), default=0, editable=False)
    read_at = models.DateTimeField(_("okuma"), null=True, blank=True, editable=False)
    unread = models.PositiveIntegerField(_("okunmamış"), default=0, editable=False)
    moved_at = models.DateTimeField(_("son hareket"), default=timezone.now, editable=False)
    pinned_at = models.DateTimeField(_("sabitleme"), null=True, blank=True, editable=False)
    muted = models.BooleanField(_("sessiz"), default=False, editable=False)
    archived_at = models.DateTimeField(_("arşivleme"), null=True, blank=True, editable=False)

    objects = MemberQuerySet.as_manager()

    audit_omitted = ("read_number", "read_at", "unread", "moved_at", "pinned_at", "muted", "archived_at")

    class Meta:
        verbose_name = _("konuşmaya katılan")
        verbose_name_plural = _("konuşmaya katılanlar")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="thread_member_once")]
        indexes = [
            models.Index(fields=["user", "pinned_at", "-moved_at"], name="thread_member_moved"),
            models.Index(fields=["user"], condition=Q(unread__gt=0), name="thread_member_unread"),
        ]

    def __str__(self) -> str:
        return str(self.user)
