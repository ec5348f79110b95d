"""What changes the live pages of notifications and announcements."""

from django.utils import timezone

from notifications.models import Announcement, Delivery, WorkflowNotification
from notifications.services import notify
from notifications.services.announcements import note_read
from notifications.services.telling import Words

from ..live.cases import OUTLINE, Case, World
from .rows import a_delivery, an_announcement

ANNOUNCED = "notifications.announced"


def _tell_all(world: World) -> None:
    """Everybody is told something, a first notification is read, and an announcement changes."""
    notify(kind=ANNOUNCED, to=world.viewers, words=lambda: Words("Yeni haber"), about=world.household)
    first = WorkflowNotification.objects.order_by("pk").first()
    WorkflowNotification.objects.filter(pk=first.pk).update(state="read", read_at=timezone.now())


def _announce(world: World) -> None:
    row = an_announcement(title="Salı günü kapalıyız")
    first = Announcement.objects.order_by("pk").first()
    note_read(announcement=first or row, by=world.volunteer)
    Announcement.objects.filter(pk=row.pk).update(body="Çarşamba açığız", priority="high")


def _change_announcement(world: World) -> None:
    note_read(announcement=Announcement.objects.get(), by=world.volunteer)
    Announcement.objects.update(title="Salı değil çarşamba", body="Çarşamba günü kapalıyız")


def _fail(world: World) -> None:
    a_delivery()
    Delivery.objects.update(tries=30, error="SMTPDataError")


def _told(world: World) -> list[object]:
    notify(kind=ANNOUNCED, to=[world.volunteer], words=lambda: Words("İlk haber"), about=world.household)
    return [WorkflowNotification.objects.get().pk]


CASES = {
    "notifications:list": Case(_tell_all),
    "notifications:bell": Case(_tell_all),
    "notifications:latest": Case(_tell_all),
    "notifications:notification_detail": Case(_tell_all, _told),
    "notifications:delivery_list": Case(_fail),
    "notifications:delivery_detail": Case(_fail, lambda world: [a_delivery().pk]),
    "notifications:announcement_list": Case(_announce),
    "notifications:announcement_current": Case(_announce),
    "notifications:announcement_detail": Case(_change_announcement, lambda world: [an_announcement().pk]),
    "notifications:announcement_news": Case(_change_announcement, lambda world: [an_announcement().pk, OUTLINE]),
}
