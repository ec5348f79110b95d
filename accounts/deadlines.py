"""Roles that end on a day."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Source

from .models import Membership
from .roles import BY_SLUG


def register() -> None:
    SOURCES.add(
        Source(
            key="role_end",
            label=gettext_lazy("Rolün bitişi"),
            verb="accounts.manage_users",
            find=_roles,
            order=70,
        )
    )


def _roles(today: date) -> Iterator[Found]:
    rows = Membership.objects.filter(until__gte=today, user__is_active=True)
    for row in rows.select_related("user", "group").order_by("pk"):
        role = BY_SLUG.get(row.group.name)
        told = {"person": row.user, "role": role.name if role else row.group.name}
        yield Found(cause=str(row.pk), title=_("Rol bitiyor: %(person)s, %(role)s") % told, due_on=row.until)
