"""The demo's example data: announcements, some of them read; nothing of it is mailed to anybody."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model

from accounts import audit
from kafkasder.core.days import today

from .models import Announcement, WorkflowNotification
from .models.announcement import Priority
from .querysets import ANNOUNCE
from .services import announcements, delivery, outbox, reading

STAFF, FIELD = ["staff"], ["staff", "volunteer"]
TEXTS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("Panel kullanıma açıldı", "Sorularınızı yöneticiye yazabilirsiniz.", Priority.NORMAL, []),
    ("Dosya numaraları değişmiyor", "Kâğıt dosyalardaki numaralar panelde de geçerlidir.", Priority.LOW, STAFF),
    (
        "Kış yardımı için ziyaretler başlıyor",
        "Ziyaret ettiğiniz hanenin bilgilerini aynı gün güncelleyin.",
        "normal",
        [],
    ),
    ("Yedekleme saatinde panel yavaşlayabilir", "Her gece 03:00 ile 03:30 arası.", Priority.LOW, []),
    ("Cuma günü depo sayımı var", "Sayım 09:00'da başlar, depoya giriş çıkış olmaz.", Priority.HIGH, FIELD),
    ("Ay sonu raporları", "Eksik kayıtları ayın son iş gününe kadar tamamlayın.", Priority.NORMAL, []),
    ("Aydınlatma metni yenilendi", "Yeni kayıtlarda güncel metni verin.", Priority.NORMAL, []),
)
READ_BY_MANY = 3


def make_demo() -> None:
    """Announce, and have some people say that they read the first ones."""
    people = list(get_user_model().objects.order_by("pk"))
    by = next(user for user in people if user.has_perm(ANNOUNCE))
    with audit.acting(user=by, source="system"):
        rows = [_announce(by, *text) for text in TEXTS]
        for user in people[1::2]:
            _read(user, rows[:READ_BY_MANY])
    outbox.drop(WorkflowNotification.objects.all())
    delivery.settle()


def _announce(by: Any, title: str, body: str, priority: str, roles: list[str]) -> Announcement:
    row = Announcement(title=f"Örnek: {title}", body=f"{body}\n\nÖrnek veri.", priority=priority, roles=roles)
    row.valid_until = today() + timedelta(days=30) if priority == Priority.HIGH else None
    return announcements.save_announcement(announcement=row, by=by)


def _read(user: Any, rows: list[Announcement]) -> None:
    """Read some, and note of the newest notification alone that it was seen."""
    for row in Announcement.objects.said_to(user).filter(pk__in=[row.pk for row in rows]):
        announcements.note_read(announcement=row, by=user)
    for latest in WorkflowNotification.objects.visible_to(user).unread().order_by("-pk")[:1]:
        reading.mark_read(notification=latest, by=user)
