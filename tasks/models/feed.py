"""The private address of a person's calendar feed."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """The address at which calendars read what concerns a person, without a session. Kept is a digest of its key.

    The key has 256 random bits: a slow hash would add nothing but time. A new address takes the place of the old one.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("kişi"), related_name="calendar_feed"
    )
    digest = models.CharField(_("özet"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("oluşturulma"), default=timezone.now, editable=False)

    audit_masked = ("digest",)

    class Meta:
        verbose_name = _("takvim adresi")
        verbose_name_plural = _("takvim adresleri")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @staticmethod
    def digest_of(key: str) -> str:
        return sha256(f"tasks.calendar_feed:{key}".encode()).hexdigest()
