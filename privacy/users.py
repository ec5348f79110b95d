"""The panel's own users as people whose data it keeps: accounts stands below and knows nothing of this room."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.audit.recording import tables_of
from accounts.models import SecurityEvent, User
from kafkasder.core.identifiers import format_phone

from .models import Audience
from .subjects import SUBJECTS, Section, Subject

MOST_EVENTS = 1_000


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
            trail=lambda user: {table: [str(user.pk)] for table in tables_of(User)},
            detail=lambda user: user.title,
            order=90,
        )
    )


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
    events = SecurityEvent.objects.filter(user=user).order_by("-id")[:MOST_EVENTS]
    yield Section(_("Güvenlik olayları"), [(event.get_kind_display(), _told(event)) for event in events])


def _told(event: SecurityEvent) -> str:
    return " · ".join(
        str(part) for part in (event.at.isoformat(timespec="seconds"), event.ip, event.user_agent) if part
    )
