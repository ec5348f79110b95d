"""The chain over the audit trail: a seal for each entry, where the chain stands, and its anchors."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditSeal(models.Model):
    """A link of the chain: binds one entry, and through the link before it every earlier one. Rows are only added."""

    position = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)  # no foreign key: the chain says what is missing
    key = models.IntegerField()  # which key made it, see `accounts.audit.chain`
    chain = models.BinaryField(max_length=32)

    audit_exempt = True

    class Meta:
        verbose_name = _("denetim mührü")
        verbose_name_plural = _("denetim mühürleri")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}: {self.entry_id}"


class AuditRedaction(models.Model):
    """That the values of one entry were taken out of it, and how its content was before. Rows are only added.

    `veiled` is the digest of what was written, under a key, `redacted` that of what was left. `marked` says whether the
    entry bore its mark, which cannot be seen any more. The proof holds all of it together, see `accounts.audit.chain`.
    """

    entry_id = models.BigIntegerField(unique=True)  # no foreign key: a check says what is missing
    veiled = models.BinaryField(max_length=32)
    redacted = models.BinaryField(max_length=32)
    marked = models.BooleanField()
    at = models.DateTimeField(_("zaman"))
    record = models.CharField(max_length=100)  # what asked for it
    key = models.IntegerField()  # which key made the proof
    proof = models.BinaryField(max_length=32)

    audit_exempt = True

    class Meta:
        verbose_name = _("denetim kaydından çıkarma")
        verbose_name_plural = _("denetim kayıtlarından çıkarmalar")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.record}"


class AuditAnchor(models.Model):
    """How the chain stood at a moment; kept outside of the database it proves that nothing before was rewritten."""

    position = models.BigIntegerField(primary_key=True)
    chain = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(_("zaman"), default=timezone.now)

    audit_exempt = True

    class Meta:
        verbose_name = _("denetim çapası")
        verbose_name_plural = _("denetim çapaları")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.position}:{bytes(self.chain).hex()}"


class AuditHead(models.Model):
    """The one row that says where sealing stands, and what the last verification found.

    Every entry up to the id `settled` is sealed or will never come to be. `seen` will be settled too as soon as no
    transaction runs any more that is older than `horizon`.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    position = models.BigIntegerField(default=0)
    chain = models.BinaryField(max_length=32, default=bytes(32))
    settled = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    horizon = models.BigIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_position = models.BigIntegerField(default=0)
    verified_faults = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)  # when somebody asked the server to verify

    audit_exempt = True

    class Meta:
        verbose_name = _("denetim zincirinin ucu")
        verbose_name_plural = _("denetim zincirinin ucu")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_one_row")]

    def __str__(self) -> str:
        return str(self.position)

    @classmethod
    def current(cls) -> "AuditHead":
        """Return the row, or what it will say once something is sealed."""
        return cls.objects.first() or cls()
