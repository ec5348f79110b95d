"""Roles and verbs that end on a day."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Ready, Source

from .models import ExtraVerb, Membership
from .roles import BY_SLUG

_OF_VERB = "verb"


def register() -> None:
    SOURCES.add(
        Source(
            key="role_end",
            label=gettext_lazy("Rolün bitişi"),
            verb="accounts.manage_users",
            find=_rights,
            ready=_page,
            order=70,
        )
    )


def _rights(today: date) -> Iterator[Found]:
    lasting = {"until__gte": today, "user__is_active": True}
    for role in Membership.objects.filter(**lasting).select_related("user", "group").order_by("pk"):
        known = BY_SLUG.get(role.group.name)
        told = {"person": role.user, "role": known.name if known else role.group.name}
        title = _("Rol bitiyor: %(person)s, %(role)s") % told
        yield Found(cause=str(role.pk), title=title, due_on=role.until)
    for verb in ExtraVerb.objects.filter(**lasting).select_related("user", "permission").order_by("pk"):
        title = _("Ek yetki bitiyor: %(person)s, %(verb)s") % {"person": verb.user, "verb": verb.permission.name}
        yield Found(cause=f"{_OF_VERB}{verb.pk}", title=title, due_on=verb.until)


def _page(cause: str, pk: int | None) -> Iterator[Ready]:
    rows = (ExtraVerb if cause.startswith(_OF_VERB) else Membership).objects.filter(pk=cause.removeprefix(_OF_VERB))
    for person in rows.values_list("user", flat=True):
        page = reverse("accounts:user_detail", args=[person])
        yield Ready(_("Kullanıcının sayfası"), page, "accounts.manage_users", icon="external")
