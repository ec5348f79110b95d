"""The panel's own users as people whose data it keeps: accounts stands below and knows nothing of this room."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import lost_rights, policy
from accounts.audit.recording import is_recorded, tables_of
from accounts.audit.redacting import deleted_rows
from accounts.emails import normalise_email
from accounts.lists import USERS
from accounts.models import SecurityEvent, User
from kafkasder.core.identifiers import format_phone
from notifications.models import WorkflowNotification

from .forgotten import FORGOTTEN
from .models import Audience
from .retention import KINDS, RetentionKind, Traces
from .subjects import SUBJECTS, Section, Subject, keys_in

MOST_EVENTS = 1_000
_NOBODY = "@imha.invalid"  # no mail ever reaches this name


def register() -> None:
    SUBJECTS.add(
        Subject(
            key="user",
            label=_("Kullanıcı"),
            plural=_("Kullanıcılar"),
            audience=Audience.USER,
            model=User,
            name="full_name",
            order_by="name_key",
            visible_to=lambda viewer: User.objects.visible_to(viewer),
            search=lambda rows, text: rows.search(text),
            concerned=lambda rows: rows.active(),
            sections=_sections,
            seen_in=lambda entries: keys_in(entries, User),
            listing=lambda: USERS,
            phone="phone",
            email="email",
            trail=lambda user: {table: [str(user.pk)] for table in tables_of(User)},
            detail=lambda user: user.title,
            verb="accounts.manage_users",
            order=90,
        )
    )
    KINDS.add(
        RetentionKind(
            key="user",
            label=_("Kapatılmış kullanıcıların bilgileri"),
            months=24,
            basis=_("Son girişten sonra 2 yıl; yaptıkları denetim kayıtlarında kalır"),
            model=User,
            name="full_name",
            due=_due,
            forget=_forget,
            order=100,
        )
    )


def _due(before: datetime) -> QuerySet[Any]:
    """Closed accounts that nobody has used, nor made or invited, since."""
    closed = User.objects.filter(is_active=False, created_at__lt=before).exclude(email__endswith=_NOBODY)
    return closed.filter(Q(last_login__lt=before) | Q(last_login__isnull=True))


def _forget(user: User) -> Traces:
    """Take the person out of an account; the rows that belong to it alone, such as its devices, go."""
    if user.avatar:
        transaction.on_commit(partial(user.avatar.storage.delete, str(user.avatar.name)))
    user.email, user.full_name = normalise_email(f"{user.pk}{_NOBODY}"), FORGOTTEN
    user.phone = user.title = user.avatar = ""
    user.labels, user.preferences, user.is_active = [], {}, False
    user.session_generation += 1
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    lost_rights.tell_rooms(user)
    traces: dict[str, list[Any]] = {table: [user.pk] for table in tables_of(User)}
    for rows in _belongings(user):
        table = rows.model._meta.db_table
        if is_recorded(table) and table not in traces:
            traces[table] = [*rows.values_list("pk", flat=True), *deleted_rows(table, "user_id", user.pk)]
        rows.delete()
    return traces


def _belongings(user: User) -> Iterator[QuerySet[Any]]:
    """Rows that belong to an account alone."""
    yield user.trusted_devices.all()
    yield user.authenticators.all()
    for relation in User._meta.related_objects:
        if getattr(relation, "on_delete", None) is CASCADE:
            yield relation.related_model._base_manager.filter(**{relation.field.name: user})


def _sections(user: User, viewer: Any) -> Iterator[Section]:
    yield Section(
        _("Hesap"),
        [
            (_("Ad soyad"), user.full_name),
            (_("E-posta"), user.email),
            (_("Telefon"), format_phone(user.phone)),
            (_("Görev"), user.title),
            (_("Etiketler"), ", ".join(user.labels)),
            (_("Roller"), ", ".join(str(role) for role in user.roles)),
            (_("Dil"), user.get_language_display()),
            (_("Etkin"), user.is_active),
            (_("Oluşturulma"), user.created_at),
            (_("Son giriş"), user.last_login),
        ],
    )
    yield from _told_in_panel(user)
    if not policy.can_manage(viewer, user):  # who sees neither their sessions nor where they signed in from
        return
    events = SecurityEvent.objects.filter(user=user).order_by("-id")[:MOST_EVENTS]
    yield Section(_("Güvenlik olayları"), [(event.get_kind_display(), _told(event)) for event in events])


def _told_in_panel(user: User) -> Iterator[Section]:
    """What the panel told this person, how they want to be told, and which announcements they said they read."""
    notifications = WorkflowNotification.objects.filter(recipient=user).order_by("-told_at", "-pk")[:MOST_EVENTS]
    yield Section(_("Bildirimler"), [(row.told_at.isoformat(timespec="seconds"), row.title) for row in notifications])
    receipts = user.announcement_receipts.select_related("announcement").order_by("-read_at")[:MOST_EVENTS]
    yield Section(_("Okuduğu duyurular"), [(each.announcement.title, each.read_at) for each in receipts])
    preferences = user.notification_preferences.order_by("kind", "channel")
    yield Section(_("Bildirim tercihleri"), [(str(each), each.wanted) for each in preferences])


def _told(event: SecurityEvent) -> str:
    return " · ".join(
        str(part) for part in (event.at.isoformat(timespec="seconds"), event.ip, event.user_agent) if part
    )
