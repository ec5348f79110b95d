"""Who must have a second factor, and from when on: what the roles and the security settings mean for each person."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from ..models import SecuritySettings, User


class Duty(NamedTuple):
    """When the duty of one person began and when its time of grace ends; None where there is no duty."""

    since: datetime | None
    due: datetime | None


def note_duty(user: User) -> None:
    """Keep in the person's row what their roles and the settings demand of them now."""
    _note(user, SecuritySettings.current())


def note_duty_of_all() -> None:
    """The same for everybody: the settings have changed."""
    settings = SecuritySettings.current()
    for user in User.objects.prefetch_related("memberships__group").order_by("pk"):
        _note(user, settings)


def _note(user: User, settings: SecuritySettings) -> None:
    duty = _duty_of(user, settings)
    if duty == (user.factor_required_since, user.factor_due_at):
        return
    user.factor_required_since, user.factor_due_at = duty
    # One row by its key: what else reads users need not be rendered anew.
    User.objects.filter(pk=user.pk).update(factor_required_since=duty.since, factor_due_at=duty.due)


def _duty_of(user: User, settings: SecuritySettings) -> Duty:
    if not any(role.slug in settings.factor_roles for role in user.roles):
        return Duty(None, None)
    since = user.factor_required_since or timezone.now()
    return Duty(since, since + timedelta(days=settings.factor_grace_days))
