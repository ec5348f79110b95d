"""The assistant: how it is reached, and what becomes of what it is asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import EncryptedTextField
from kafkasder.core.sealed import SealedTextField, opened, put

from .message import Message

_SHOWN_FROM = 20  # of a shorter key four characters would tell too much


class AssistantSettings(models.Model):
    """The one row that says whether there is an assistant, whose it is, and how much it may be asked.

    Limits are tokens of a calendar month, as the provider counts them; 0 is none at all.
    """

    KEY = 1

    enabled = models.BooleanField(_("yardımcı açık"), default=False)
    address = models.URLField(_("sağlayıcının adresi"), max_length=300, blank=True)
    model = models.CharField(_("model"), max_length=100, blank=True)
    api_key = EncryptedTextField(_("anahtar"))
    instructions = models.TextField(_("yönerge"), max_length=3_000, blank=True)
    person_limit = models.PositiveIntegerField(_("kişi başına aylık sınır"), default=200_000)
    month_limit = models.PositiveIntegerField(_("aylık toplam sınır"), default=2_000_000)
    timeout_seconds = models.PositiveSmallIntegerField(
        _("en uzun bekleme (saniye)"), default=60, validators=[MinValueValidator(5), MaxValueValidator(300)]
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("değiştiren"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    changed_at = models.DateTimeField(_("son değişiklik"), auto_now=True)

    class Meta:
        verbose_name = _("yardımcı ayarları")
        verbose_name_plural = _("yardımcı ayarları")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="assistant_settings_once"),
            models.CheckConstraint(
                condition=Q(enabled=False) | ~Q(address="") & ~Q(model="") & Q(api_key__isnull=False),
                name="assistant_settings_whole",
                violation_error_message=_("Yardımcıyı açmak için adres, model ve anahtar gerekir."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Yardımcı"))

    @classmethod
    def current(cls) -> "AssistantSettings":
        """Return the row, one that is off until somebody saves it. Its key is opened only when it is asked for."""
        return cls._default_manager.filter(pk=cls.KEY).defer("api_key").first() or cls(pk=cls.KEY)

    @property
    def key_end(self) -> str:
        """Return what may be shown of the key: enough to tell it from another one."""
        return self.api_key[-4:] if len(self.api_key) >= _SHOWN_FROM else ""


class ReplyState(models.TextChoices):
    QUEUED = "queued", _("Sırada")
    STREAMING = "streaming", _("Yazıyor")
    DONE = "done", _("Tamamlandı")
    STOPPED = "stopped", _("Durduruldu")
    FAILED = "failed", _("Yanıt alınamadı")


class AssistantReply(models.Model):
    """What was asked of the assistant and what came of it; the words themselves stand in the message.

    `sealed_question` is exactly what is to leave the house, masked, as it was shown to whoever asked, and what its
    placeholders stand for. It goes when the reply ends; `question_mark`, which tells nothing of it, says whether what
    would be sent again is still the same.
    """

    message = models.OneToOneField(Message, models.CASCADE, verbose_name=_("ileti"), related_name="reply")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("soran"), related_name="+")
    asked_at = models.DateTimeField(_("sorulma"), default=timezone.now, editable=False)
    sealed_question = SealedTextField(_("gönderilen"), bound_to=("message_id",))
    question_mark = models.CharField(_("gönderilenin izi"), max_length=64, blank=True, editable=False)
    state = models.CharField(_("durum"), max_length=10, choices=ReplyState, default=ReplyState.QUEUED, editable=False)
    attempt = models.PositiveSmallIntegerField(_("kaçıncı"), default=1, editable=False)
    stop_asked = models.BooleanField(_("durdurma istendi"), default=False, editable=False)
    fault = models.CharField(_("hata"), max_length=30, blank=True, editable=False)
    model = models.CharField(_("model"), max_length=100, blank=True, editable=False)
    prompt_tokens = models.PositiveIntegerField(_("giden birim"), default=0, editable=False)
    completion_tokens = models.PositiveIntegerField(_("gelen birim"), default=0, editable=False)
    tokens_estimated = models.BooleanField(_("birimler tahmini"), default=False, editable=False)
    ended_at = models.DateTimeField(_("bitiş"), null=True, blank=True, editable=False)

    audit_omitted = ("sealed_question", "question_mark", "stop_asked")

    class Meta:
        verbose_name = _("yardımcı yanıtı")
        verbose_name_plural = _("yardımcı yanıtları")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(state__in=ReplyState.values), name="reply_state_known")]
        indexes = [
            models.Index(fields=["asked_by", "asked_at"], name="reply_asked_by"),
            models.Index(fields=["asked_at"], name="reply_asked_at"),
            models.Index(fields=["state"], condition=Q(state__in=["queued", "streaming"]), name="reply_open"),
        ]

    def __str__(self) -> str:
        return str(self.message_id)

    @property
    def question(self) -> str:
        return opened(self, "sealed_question")

    @question.setter
    def question(self, text: str) -> None:
        put(self, "sealed_question", text)

    @property
    def is_open(self) -> bool:
        return self.state in (ReplyState.QUEUED, ReplyState.STREAMING)


class ReplyStream(models.Model):
    """What has come of a reply so far; it goes when the reply ends, whose words are then the message's."""

    reply = models.OneToOneField(
        AssistantReply, models.CASCADE, verbose_name=_("yanıt"), related_name="stream", primary_key=True
    )
    sealed = SealedTextField(_("şimdiye kadar gelen"), bound_to=("reply_id",))
    beat_at = models.DateTimeField(_("son haber"), default=timezone.now)

    audit_exempt = True  # the words are the message's, whose entry tells of it

    class Meta:
        verbose_name = _("gelmekte olan yanıt")
        verbose_name_plural = _("gelmekte olan yanıtlar")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.reply_id)

    @property
    def text(self) -> str:
        return opened(self, "sealed")

    @text.setter
    def text(self, text: str) -> None:
        put(self, "sealed", text)


class AssistantUse(models.Model):
    """What one question cost in a month; `reserved` is what it may yet cost while the answer is on its way.

    It stays when the thread goes, or limits could be passed by that.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="+")
    reply = models.ForeignKey(
        AssistantReply, models.SET_NULL, verbose_name=_("yanıt"), related_name="uses", null=True, blank=True
    )
    month = models.DateField(_("ay"))
    at = models.DateTimeField(_("zaman"), default=timezone.now, editable=False)
    model = models.CharField(_("model"), max_length=100, blank=True)
    prompt_tokens = models.PositiveIntegerField(_("giden birim"), default=0)
    completion_tokens = models.PositiveIntegerField(_("gelen birim"), default=0)
    reserved = models.PositiveIntegerField(_("ayrılan birim"), default=0)
    is_estimated = models.BooleanField(_("tahmini"), default=False)

    audit_exempt = True  # a count, which each reply's entry tells too

    class Meta:
        verbose_name = _("yardımcı kullanımı")
        verbose_name_plural = _("yardımcı kullanımı")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(month__day=1), name="assistant_use_month")]
        indexes = [models.Index(fields=["month", "user"], name="assistant_use_of_month")]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.month}"
