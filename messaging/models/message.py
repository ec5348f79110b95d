"""What is said in a thread."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sealed import SealedTextField, is_sealed_shut, opened, put

from ..words import tokens_of
from .thread import Thread

LONGEST_TEXT = 10_000


class MessageKind(models.TextChoices):
    PERSON = "person", _("Kişinin iletisi")
    ASSISTANT = "assistant", _("Yardımcının yanıtı")
    EVENT = "event", _("Olay")


class Event(models.TextChoices):
    """What happened to a thread itself; each stands among its messages."""

    CREATED = "created", _("konuşmayı açtı")
    ADDED = "added", _("ekledi")
    REMOVED = "removed", _("çıkardı")
    JOINED = "joined", _("katıldı")
    LEFT = "left", _("ayrıldı")
    RENAMED = "renamed", _("adını değiştirdi")
    ASSISTANT_ON = "assistant_on", _("yardımcıyı açtı")
    ASSISTANT_OFF = "assistant_off", _("yardımcıyı kapattı")
    MINDS = "minds", _("grubu yönetmeye başladı")
    FORKED = "forked", _("başka bir konuşmadan ayırdı")


class Message(models.Model):
    """A message, sealed with its thread and its number. A deleted one stays, without its words.

    `client_key` is given by whoever sends: the same key of the same person is the same message, however often it
    arrives.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, verbose_name=_("konuşma"), related_name="messages")
    number = models.PositiveIntegerField(_("sıra no"), editable=False)
    kind = models.CharField(_("tür"), max_length=10, choices=MessageKind, default=MessageKind.PERSON, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("yazan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    client_key = models.UUIDField(_("gönderi anahtarı"), default=uuid.uuid4, editable=False)
    sealed = SealedTextField(_("metin"), bound_to=("thread_id", "number"))
    tokens = ArrayField(models.BigIntegerField(), verbose_name=_("arama izleri"), default=list, editable=False)
    reply_to = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("yanıtlanan"), related_name="+", null=True, blank=True, editable=False
    )
    event = models.CharField(_("olay"), max_length=15, choices=Event, blank=True, editable=False)
    about_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ilgili kişi"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("anılanlar"),
        through="messaging.MessageMention",
        related_name="+",
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("yazılma"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("düzeltilme"), null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(_("silinme"), null=True, blank=True, editable=False)

    audit_omitted = ("sealed", "tokens", "client_key")

    class Meta:
        verbose_name = _("ileti")
        verbose_name_plural = _("iletiler")
        default_permissions = ()
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["author", "client_key"], name="message_sent_once"),
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="message_kind_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="message_number_from_one"),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.ASSISTANT, author__isnull=True)
                | ~Q(kind=MessageKind.ASSISTANT) & Q(author__isnull=False),
                name="message_author",
            ),
            models.CheckConstraint(
                condition=Q(kind=MessageKind.EVENT) & ~Q(event="") | ~Q(kind=MessageKind.EVENT) & Q(event=""),
                name="message_event",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(sealed__isnull=True, tokens=[]), name="message_deleted_is_gone"
            ),
        ]
        indexes = [GinIndex(fields=["tokens"], name="message_tokens", fastupdate=False)]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"  # never its words: names stand in logs

    def get_absolute_url(self) -> str:
        return f"{reverse('messaging:thread_detail', args=[self.thread_id])}?bas={self.number}#ileti-{self.number}"

    @property
    def text(self) -> str:
        return opened(self, "sealed")

    @text.setter
    def text(self, text: str) -> None:
        """Seal the words, and the tokens that find them; thread and number must stand."""
        put(self, "sealed", text)
        self.renew_index()

    @property
    def is_unreadable(self) -> bool:
        return is_sealed_shut(self, "sealed")

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    def renew_index(self) -> tuple[str, ...]:
        """Make the tokens anew from the words, as is needed with a new key; return what is to be saved."""
        self.tokens = tokens_of(self.thread_id, self.text)
        return ("tokens",)


class MessageEdit(models.Model):
    """What a message said before it was corrected."""

    message = models.ForeignKey(Message, models.CASCADE, verbose_name=_("ileti"), related_name="edits")
    sealed = SealedTextField(_("önceki metin"), bound_to=("message_id", "at"))
    at = models.DateTimeField(_("düzeltilme"), editable=False)

    audit_omitted = ("sealed",)

    class Meta:
        verbose_name = _("ileti düzeltmesi")
        verbose_name_plural = _("ileti düzeltmeleri")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["message", "at"], name="message_edit_once")]

    def __str__(self) -> str:
        return str(self.message_id)

    @property
    def text(self) -> str:
        return opened(self, "sealed")

    @text.setter
    def text(self, text: str) -> None:
        put(self, "sealed", text)


class MessageMention(models.Model):
    """Somebody whom a message calls."""

    message = models.ForeignKey(Message, models.CASCADE, verbose_name=_("ileti"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="message_mentions"
    )

    class Meta:
        verbose_name = _("iletide anma")
        verbose_name_plural = _("iletide anmalar")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="message_mention_once")]

    def __str__(self) -> str:
        return f"@{self.user}"
