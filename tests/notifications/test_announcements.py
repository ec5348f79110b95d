"""Announcements: to those who are addressed, once, with receipts, until they are withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from notifications.models import Announcement, AnnouncementReceipt, Delivery
from notifications.services import announcements

from ..factories import make_user
from .rows import an_announcement, told

pytestmark = pytest.mark.django_db


def test_those_with_the_role_are_told_and_see_it(client):
    staff, volunteer, boss = make_user("staff"), make_user("volunteer"), make_user("board")
    row = an_announcement(roles=["staff"], by=boss)
    assert [len(told(user)) for user in (staff, volunteer, boss)] == [1, 0, 0]
    for user, status in ((staff, 200), (volunteer, 404), (boss, 200)):
        client.force_login(user)
        assert client.get(row.get_absolute_url()).status_code == status
        assert (row.title in client.get("/duyurular/").content.decode()) is (status == 200)


def test_a_correction_tells_only_those_who_were_not_told(client):
    staff, volunteer, boss = make_user("staff"), make_user("volunteer"), make_user("board")
    row = an_announcement(roles=["staff"], by=boss)
    row.roles, row.body = [], "Düzeltildi"
    announcements.save_announcement(announcement=row, by=boss)
    assert [len(told(user)) for user in (staff, volunteer)] == [1, 1]


def test_whoever_is_addressed_no_more_and_has_not_read_it_never_does():
    staff, volunteer, boss = make_user("staff"), make_user("volunteer"), make_user("board")
    row = an_announcement(roles=[], by=boss)
    row.roles = ["staff"]
    announcements.save_announcement(announcement=row, by=boss)
    assert [len(told(user)) for user in (staff, volunteer)] == [1, 0]


def test_who_has_read_it_is_seen_by_those_who_announce(client):
    staff, boss = make_user("staff", full_name="Zehra Ağaoğlu"), make_user("board")
    row = an_announcement(by=boss)
    client.force_login(staff)
    for _ in range(2):
        assert client.post(f"{row.get_absolute_url()}okudum/").status_code == 302
    assert AnnouncementReceipt.objects.count() == 1
    assert told(staff)[0].is_read
    assert "Kimler okudu" not in client.get(row.get_absolute_url()).content.decode()
    client.force_login(boss)
    assert "Zehra Ağaoğlu" in client.get(row.get_absolute_url()).content.decode()


def test_what_is_withdrawn_is_gone_for_whoever_has_not_read_it(client):
    staff, boss = make_user("staff"), make_user("board")
    row = an_announcement(by=boss)
    with pytest.raises(ValidationError):
        announcements.change_state(announcement=row, target="withdrawn", by=boss)
    announcements.change_state(announcement=row, target="withdrawn", reason="Yanlışlıkla", by=boss)
    assert not told(staff)
    assert not Delivery.objects.exists()
    client.force_login(staff)
    assert client.get(row.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        announcements.save_announcement(announcement=Announcement.objects.get(), by=boss)


def test_high_priority_waits_for_no_digest():
    staff = make_user("staff")
    an_announcement(priority="high")
    assert told(staff)[0].kind == "notifications.announced_urgently"
