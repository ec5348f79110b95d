"""How long the sessions of each role may last: a change holds for those that are open, too."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..lifetimes import USUAL, lifetimes_of
from ..models import EndReason, EventKind, RoleSessionLimit, Session, User
from .security_events import record_event
from .sessions import end_expired

Limit = Mapping[str, int]


@transaction.atomic
def set_session_limits(*, limits: Mapping[str, Limit], by: User) -> None:
    """Store the limits of roles; a role with the usual ones needs no row."""
    if not by.has_perm("accounts.change_security"):
        raise PermissionDenied(_("Güvenlik ayarlarını değiştirme yetkiniz yok."))
    known = {each.role: each for each in RoleSessionLimit.objects.select_for_update()}
    changed = [role for role, limit in limits.items() if _values(known.get(role)) != dict(limit)]
    for role in changed:
        if dict(limits[role]) == USUAL:
            RoleSessionLimit.objects.filter(role=role).delete()
        else:
            RoleSessionLimit.objects.update_or_create(role=role, defaults=dict(limits[role]))
    if changed:
        _apply_to_open_sessions(changed)
        record_event(EventKind.SETTINGS, by=by, roles=changed)


def _values(limit: RoleSessionLimit | None) -> dict[str, int]:
    return {name: getattr(limit, name) for name in USUAL} if limit else USUAL


def _apply_to_open_sessions(roles: Collection[str]) -> None:
    holders = User.objects.with_role(*roles).filter(sessions__isnull=False)
    sessions = Session.objects.filter(user__in=holders, signed_in_at__isnull=False, expire_date__gt=timezone.now())
    rows = list(sessions.select_for_update().order_by("pk"))
    lifetimes = lifetimes_of({row.user_id for row in rows})
    for row in rows:
        row.expire_date = lifetimes[row.user_id].end(
            signed_in_at=cast(datetime, row.signed_in_at), last_used_at=row.last_used_at, remembered=row.remembered
        )
    Session.objects.bulk_update(rows, ["expire_date"], batch_size=500)
    end_expired(rows, EndReason.SHORTENED)
