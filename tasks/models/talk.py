"""What people write and put under a task: steps, comments and files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from ..querysets import CommentQuerySet
from .task import Task

LONGEST_COMMENT = 2_000


class ChecklistItem(models.Model):
    """A step of a task, to be ticked off."""

    task = models.ForeignKey(Task, models.CASCADE, verbose_name=_("görev"), related_name="steps")
    text = models.CharField(_("adım"), max_length=200)
    done = models.BooleanField(_("yapıldı"), default=False, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("yapan"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    done_at = models.DateTimeField(_("yapılma"), null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(_("sıra"), default=0, editable=False)

    audit_label = "text"

    class Meta:
        verbose_name = _("görev adımı")
        verbose_name_plural = _("görev adımları")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=GreaterThan(Length(Trim("text")), 0), name="task_step_says_something"),
            models.CheckConstraint(
                condition=Q(done=True, done_at__isnull=False)
                | Q(done=False, done_at__isnull=True, done_by__isnull=True),
                name="task_step_done_at",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """What somebody says about a task. A withdrawn one stays, without its words."""

    task = models.ForeignKey(Task, models.CASCADE, verbose_name=_("görev"), related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yazan"), related_name="task_comments"
    )
    text = models.TextField(_("yorum"), max_length=LONGEST_COMMENT, blank=True)
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("anılanlar"),
        through="tasks.Mention",
        related_name="+",
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("yazılma"), auto_now_add=True)
    edited_at = models.DateTimeField(_("düzeltilme"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("geri çekilme"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("görev yorumu")
        verbose_name_plural = _("görev yorumları")
        default_permissions = ()
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_COMMENT),
                name="task_comment_length",
                violation_error_message=_("Yorum en çok 2000 karakter olabilir."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) & ~Q(text="") | Q(withdrawn_at__isnull=False, text=""),
                name="task_comment_says_something",
                violation_error_message=_("Lütfen bir şey yazın."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """Somebody whom a comment calls."""

    comment = models.ForeignKey(Comment, models.CASCADE, verbose_name=_("yorum"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kullanıcı"), related_name="task_mentions"
    )

    class Meta:
        verbose_name = _("yorumda anma")
        verbose_name_plural = _("yorumda anmalar")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="task_mention_once")]

    def __str__(self) -> str:
        return f"@{self.user}"
