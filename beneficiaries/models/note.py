"""What was talked about with a household, and what was noted of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.crypto import EncryptedTextField
from kafkasder.core.links import record_url

from ..case_choices import NoteKind
from ..querysets import NoteQuerySet

LONGEST_NOTE = 5_000


class CaseNote(models.Model):
    """A note of a talk or a visit. It is never changed: a wrong one is withdrawn, and says why.

    The words of a sensitive one are encrypted; only who may see sensitive data knows of it.
    """

    household = models.ForeignKey("Household", models.PROTECT, verbose_name=_("hane"), related_name="case_notes")
    person = models.ForeignKey(
        "Beneficiary", models.PROTECT, verbose_name=_("kişi"), related_name="case_notes", null=True, blank=True
    )
    kind = models.CharField(_("tür"), max_length=10, choices=NoteKind)
    happened_on = models.DateField(_("gün"), default=timezone.localdate)
    text = models.TextField(_("not"), max_length=LONGEST_NOTE, blank=True)
    is_sensitive = models.BooleanField(_("hassas"), default=False)
    secret_text = EncryptedTextField(_("hassas not"))
    follow_up = models.ForeignKey(
        "tasks.Task",
        models.SET_NULL,
        verbose_name=_("takip görevi"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("yazan"), related_name="+", null=True, editable=False
    )
    created_at = models.DateTimeField(_("kayıt zamanı"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("geri alınma"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("geri alınma nedeni"), max_length=300, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    audit_masked = ("text",)

    class Meta:
        verbose_name = _("görüşme notu")
        verbose_name_plural = _("görüşme notları")
        default_permissions = ()
        permissions = [
            ("view_notes", _("Görüşme notlarını okur")),
            ("write_notes", _("Görüşme notu yazar, kendi notunu geri alır")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="case_note_kind_known"),
            models.CheckConstraint(
                condition=Q(is_sensitive=False, secret_text__isnull=True) | Q(is_sensitive=True, text=""),
                name="case_note_secret_if_sensitive",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="") | ~Q(withdrawn_reason=""),
                name="case_note_withdrawn_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["household", "-happened_on", "-id"], name="case_note_of_household"),
            models.Index(fields=["person", "-happened_on", "-id"], name="case_note_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.happened_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return record_url("beneficiaries:household_detail", self.household_id)
