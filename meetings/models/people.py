"""Who is called to a meeting, and what they said to that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..choices import Answer, Attendance, MeetingRole
from .meeting import Meeting


class Participant(models.Model):
    """Somebody of a meeting: a user of the panel, who is invited and answers, or somebody else by name."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, verbose_name=_("toplantı"), related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("kişi"),
        related_name="participations",
        null=True,
        blank=True,
    )
    name = models.CharField(_("ad soyad"), max_length=150, blank=True)
    role = models.CharField(_("toplantıdaki görevi"), max_length=15, choices=MeetingRole, default=MeetingRole.MEMBER)
    answer = models.CharField(_("yanıt"), max_length=15, choices=Answer, default=Answer.INVITED, editable=False)
    answered_at = models.DateTimeField(_("yanıt zamanı"), null=True, blank=True, editable=False)
    attendance = models.CharField(
        _("yoklama"), max_length=10, choices=Attendance, default=Attendance.UNKNOWN, blank=True, editable=False
    )
    represented_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("vekili"),
        related_name="represents",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("eklenme"), auto_now_add=True)

    class Meta:
        verbose_name = _("toplantı katılımcısı")
        verbose_name_plural = _("toplantı katılımcıları")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | Q(user__isnull=True) & ~Q(name=""),
                name="participant_user_or_name",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"],
                name="participant_once",
                violation_error_message=_("Bu kişi zaten katılımcı."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "name"],
                condition=~Q(name=""),
                name="participant_name_once",
                violation_error_message=_("Bu adda bir katılımcı zaten var."),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(role=MeetingRole.CHAIR),
                name="participant_one_chair",
                violation_error_message=_("Toplantının bir başkanı olur; önce ötekinin görevini değiştirin."),
            ),
            models.CheckConstraint(condition=Q(attendance__in=Attendance.values), name="participant_attendance_known"),
            models.CheckConstraint(
                condition=Q(attendance=Attendance.PROXY, represented_by__isnull=False)
                | ~Q(attendance=Attendance.PROXY) & Q(represented_by__isnull=True),
                name="participant_proxy_whole",
            ),
            models.UniqueConstraint(
                fields=["represented_by"],
                name="participant_proxy_for_one",
                violation_error_message=_("Bir kişi yalnız bir kişiye vekâlet edebilir."),
            ),
            models.CheckConstraint(condition=~Q(represented_by=F("id")), name="participant_proxy_for_another"),
            models.CheckConstraint(condition=Q(role__in=MeetingRole.values), name="participant_role_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.INVITED, answered_at__isnull=True)
                | Q(
                    answer__in=[Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED],
                    answered_at__isnull=False,
                    user__isnull=False,
                ),
                name="participant_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user_id else self.name
