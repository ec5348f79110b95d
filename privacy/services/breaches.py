"""Breaches: recorded, told to the authority within 72 hours, and to those whom they concern."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, User
from accounts.models.audit import Action

from .. import policy
from ..models import Breach, ConcernedPerson
from ..states import BREACH_STATES, BreachState
from ..subjects import SUBJECTS, Subject


@transaction.atomic
def save_breach(*, breach: Breach, by: Any) -> Breach:
    """Store a new breach, or what became known of one; its state has services of its own."""
    policy.can_manage_breach(by).require()
    if breach.pk is None:
        breach.by = by
    breach.save()
    return breach


@transaction.atomic
def notify_authority(*, breach: Breach, at: datetime, late_because: str, by: Any) -> Breach:
    """Record that the authority was told at that moment; later than 72 hours after learning it must say why."""
    breach = _locked(breach)
    policy.can_manage_breach(by).require()
    BREACH_STATES.require(breach.state, BreachState.AUTHORITY)
    if at > timezone.now() or at < breach.learned_at:
        raise ValidationError({"at": _("Bildirim, öğrenme ile şu an arasında olmalıdır.")}, code="impossible_time")
    if at > breach.due_at and not late_because.strip():
        raise ValidationError(
            {"late_because": _("72 saat geçtikten sonra yapılan bildirimin nedenini yazın.")}, code="late_unexplained"
        )
    breach.authority_notified_at, breach.late_because = at, late_because.strip()
    breach.state = BreachState.AUTHORITY
    breach.save(update_fields=["authority_notified_at", "late_because", "state"])
    return breach


@transaction.atomic
def change_state(*, breach: Breach, target: str, by: Any, reason: str = "") -> Breach:
    """Bring a breach into another state along the table of its machine."""
    breach = _locked(breach)
    policy.can_manage_breach(by).require()
    BREACH_STATES.require(breach.state, target, reason)
    if target == BreachState.AUTHORITY and breach.authority_notified_at is None:
        raise ValidationError(_("Kurul'a bildirim zamanıyla kaydedilir."), code="needs_time")
    if target == BreachState.PERSONS:
        breach.persons_notified_at = timezone.now()
    breach.closed_at = timezone.now() if target == BreachState.CLOSED else None
    breach.state, breach.state_reason = target, reason.strip()
    breach.save(update_fields=["state", "state_reason", "persons_notified_at", "closed_at"])
    return breach


@transaction.atomic
def add_people(*, breach: Breach, kind: Subject, people: Iterable[int], why: str, by: Any) -> int:
    """Put people of a kind, named by key, on the list of those concerned; return how many were not on it yet."""
    policy.can_manage_breach(by).require()
    before = breach.people.count()
    rows = [
        ConcernedPerson(breach=breach, subject_kind=kind.key, subject_pk=pk, why=why.strip(), by=by) for pk in people
    ]
    ConcernedPerson.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    return breach.people.count() - before


@transaction.atomic
def add_whom_somebody_viewed(*, breach: Breach, user: User, start: datetime, end: datetime, by: Any) -> tuple[int, int]:
    """Put everybody on the list whose masked or sensitive data `user` saw between two moments, by the audit trail.

    Return how many were new, and how many files of whole lists `user` took in that time: whom those held the trail does
    not say, so they are to be added from the lists.
    """
    looks = AuditEntry.objects.filter(actor=user, at__gte=start, at__lte=end, action__in=(Action.VIEW, Action.EXPORT))
    seen = looks.exclude(row_pk="")
    why = str(_("%(user)s verilerine baktı") % {"user": user})
    added = sum(
        add_people(breach=breach, kind=kind, people=kind.seen_in(seen), why=why, by=by) for kind in SUBJECTS.values()
    )
    return added, looks.filter(row_pk="").count()


@transaction.atomic
def remove_people(*, people: QuerySet[ConcernedPerson], by: Any) -> int:
    """Take people off the list, and return how many; the trail keeps that they were on it."""
    policy.can_manage_breach(by).require()
    count, _of_each_table = ConcernedPerson.objects.filter(pk__in=people.values("pk")).delete()
    return count


def _locked(breach: Breach) -> Breach:
    return Breach.objects.select_for_update().get(pk=breach.pk)
