"""What is counted so that nobody does something too often; no history, and nothing in it says whose it was."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RateCount(models.Model):
    """One key of one limit. The SQL function `accounts_take` counts; the table is not logged: a crash forgets it."""

    key = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField()  # when all that was taken is given back

    audit_exempt = True

    class Meta:
        verbose_name = _("sınır sayacı")
        verbose_name_plural = _("sınır sayaçları")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class SignInCount(models.Model):
    """The wrong passwords for one account, counted apart for each browser in which its owner has signed in before.

    `account` is the keyed digest of the e-mail, be it somebody's or nobody's. A row is written before the password is
    looked at, so whoever tries at the same moment finds it; the right password deletes it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    account = models.CharField(max_length=64, db_index=True)
    failed_at = ArrayField(models.DateTimeField(), default=list)
    locked_until = models.DateTimeField(null=True)
    stale_at = models.DateTimeField(default=timezone.now, db_index=True)  # from then on the row says nothing

    audit_exempt = True  # security events tell of it

    class Meta:
        verbose_name = _("hatalı giriş sayacı")
        verbose_name_plural = _("hatalı giriş sayaçları")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
