"""The audit trail's table; database triggers write it, nobody changes it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from kafkasder.core.sql import TurkishWords

from ..querysets import AuditQuerySet


class Action(models.TextChoices):
    CREATE = "create", _("Oluşturma")
    UPDATE = "update", _("Değiştirme")
    DELETE = "delete", _("Silme")
    VIEW = "view", _("Görüntüleme")
    EXPORT = "export", _("Dışa aktarma")


class Source(models.TextChoices):
    WEB = "web", _("Panel")
    ADMIN = "admin", _("Yönetim sayfası")
    COMMAND = "command", _("Komut")
    IMPORT = "import", _("İçe aktarma")
    SYSTEM = "system", _("Sistem")
    SQL = "sql", _("Doğrudan SQL")


class FieldNames(models.Func):
    """The names of the fields in an entry's changes, as an array."""

    function = "audit_field_names"
    arity = 1
    output_field = ArrayField(models.TextField())


# Of new and deleted rows every field changed, of an export every one left: who searches for a field means the others.
NAMES_FIELDS = models.Q(action__in=[Action.UPDATE, Action.VIEW])


class AuditEntry(models.Model):
    """What happened to one row: who, when, from where, and each column before and after.

    The row and the actor are named by value, not by foreign key: the trail outlives what it tells of, and a check of
    the key would cost every write.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("zaman"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("kim"),
        related_name="+",
        null=True,
        db_constraint=False,
        db_index=False,
    )
    actor_name = models.CharField(_("adı"), max_length=150, blank=True)
    source = models.CharField(_("kaynak"), max_length=10, choices=Source)
    ip = models.GenericIPAddressField(_("adres"), null=True)
    request_id = models.CharField(_("istek no"), max_length=40, blank=True)
    action = models.CharField(_("işlem"), max_length=10, choices=Action)
    table_name = models.CharField(_("tablo"), max_length=63)
    row_pk = models.CharField(_("kayıt no"), max_length=64)
    row_label = models.CharField(_("kayıt"), max_length=200, blank=True)
    changes = models.JSONField(_("değişenler"), default=dict)
    reason = models.CharField(_("neden"), max_length=500, blank=True)
    # Made by a trigger as the entry is written; see `accounts.audit.chain`. Entries older than the chain have none.
    mark = models.BinaryField(max_length=32, null=True, editable=False)

    audit_exempt = True

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("denetim kaydı")
        verbose_name_plural = _("denetim kayıtları")
        default_permissions = ()
        permissions = [("export_audit", _("Denetim kayıtlarını dışa aktarır"))]
        ordering = ["-id"]
        indexes = [
            # One for each thing that the list is searched by; benchmarks/audit.py measures what they cost and bring.
            models.Index(fields=["row_pk", "table_name", "id"], name="audit_of_row"),
            models.Index(fields=["table_name", "id"], name="audit_by_table"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["action", "id"], name="audit_by_action"),
            models.Index(fields=["source", "id"], name="audit_by_source"),
            models.Index(fields=["request_id"], name="audit_by_request", condition=~models.Q(request_id="")),
            BrinIndex(fields=["at"], name="audit_at", autosummarize=True),
            GinIndex(FieldNames("changes"), name="audit_fields", condition=NAMES_FIELDS),
            GinIndex(TurkishWords("row_label"), name="audit_words", condition=~models.Q(row_label="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.table_name} {self.row_pk}"
