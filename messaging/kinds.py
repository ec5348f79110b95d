"""What people are told of about messages."""

from django.utils.translation import gettext_lazy as _

from notifications import kinds
from notifications.kinds import PANEL_ONLY, Category, Kind

from .querysets import USE

MENTIONED = "messaging.mentioned"
ADDED = "messaging.added"


def register() -> None:
    kinds.register_categories(Category(key="message", label=_("Mesajlar"), order=45))
    kinds.register(
        Kind(
            key=MENTIONED,
            category="message",
            label=_("Bir konuşmada anıldım"),
            why=_("Bir iletide adınız @ ile yazıldı."),
            verb=USE,
            order=10,
        ),
        Kind(
            key=ADDED,
            category="message",
            label=_("Bir gruba eklendim"),
            why=_("Bir konuşma grubuna alındınız."),
            channels=PANEL_ONLY,
            verb=USE,
            order=20,
        ),
    )
