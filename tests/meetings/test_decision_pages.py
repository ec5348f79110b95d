"""Pages and papers of decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models.audit import AuditEntry
from meetings import services
from meetings.models import Decision

from ..pages import filled
from .pdf_words import words_of
from .rows import make_decision, make_meeting, make_participant

pytestmark = pytest.mark.django_db
LIST = "/is/kararlar/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("staff", full_name="Yazı İşleri")
    client.force_login(clerk)
    return clerk


def test_a_decision_is_written_in_its_meeting(client, clerk):
    meeting = make_meeting(clerk, agenda=["Kış yardımları"], state="ongoing")
    url, item = reverse("meetings:decision_adopt", args=[meeting.pk]), meeting.agenda.get()
    data = {"title": "Kömür", "text": "", "agenda_item": item.pk, "owner": clerk.pk, "due_on": "15.03.2040"}
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"text": "Yüz çuval alınsın.", "tags": "kış"}).status_code == 302
    decision = Decision.objects.get()
    assert (decision.number, decision.agenda_item, decision.owner, decision.tags) == (1, item, clerk, ["kış"])
    assert decision.mark in client.get(meeting.get_absolute_url()).content.decode()
    refused = client.post(reverse("meetings:item_remove", args=[item.pk]), follow=True).content.decode()
    assert refused  # the meeting goes on, its points stay where something was decided
    assert meeting.agenda.exists()


def test_a_corrected_decision_shows_both(client, clerk):
    decision = make_decision(make_meeting(clerk, state="ongoing"), text="Yüz çuval.")
    data = {"title": decision.title, "text": "İki yüz çuval.", "reason": "Rakam hatası"}
    client.post(reverse("meetings:decision_correct", args=[decision.pk]), data)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "<s>Kış yardımları: Yüz çuval.</s>" in page
    assert "İki yüz çuval." in page
    url = reverse("meetings:decision_edit", args=[decision.pk])
    client.post(url, filled(client.get(url).content.decode()) | {"tags": "kış"})
    assert Decision.objects.get().tags == ["kış"]


def test_the_page_and_the_book_say_what_the_law_asks(client, clerk, make_user):
    meeting = make_meeting(clerk, title="Kasım toplantısı", state="ongoing")
    there, absent = make_participant(meeting, make_user("board", full_name="Şükrü Işık")), make_participant(meeting)
    client.post(reverse("meetings:attendance", args=[there.pk, "katildi"]))
    client.post(reverse("meetings:attendance", args=[absent.pk, "katilmadi"]))
    decision = make_decision(meeting, title="Yağmurluk alımı", text="Yüz yağmurluk alınsın.")
    services.correct(
        decision=decision, title="Yağmurluk alımı", text="İki yüz.", legal_basis="", reason="Rakam", by=clerk
    )
    page = words_of(client.get(reverse("meetings:decision_paper", args=[decision.pk])).getvalue())
    book_url = reverse("meetings:book_paper", args=["board", decision.year])
    book = words_of(client.post(book_url).getvalue())
    for said in ("Yağmurluk alımı", "İki yüz.", "Yüz yağmurluk alınsın.", "Şükrü Işık", "Rakam"):
        assert said in page
        assert said in book
    assert absent.user.full_name not in book
    for column in ("Karar tarihi", "Karar sayısı", "Konusu", "Karar metni", "Toplantıya katılan üyeler", "İmzalar"):
        assert column in book
    assert "Sayfa 1 / 1" in book
    assert AuditEntry.objects.filter(action="export", table_name="meetings_decision").exists()
    assert client.post(reverse("meetings:book_paper", args=["board", 1999])).status_code == 404


def test_the_list_goes_over_years_and_costs_the_same(client, clerk):
    meeting, counts = make_meeting(clerk, state="ongoing"), []
    for number in (1, 2):
        for _each in range(number):
            make_decision(meeting, owner=clerk)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    year = meeting.starts_at.year
    assert "Kış yardımları" in client.get(f"{LIST}?year={year}&q=komur").content.decode()
    assert "Kış yardımları" not in client.get(f"{LIST}?year=1999").content.decode()


def test_a_missing_number_is_shown(client, clerk):
    decision = make_decision(make_meeting(clerk, state="ongoing"))
    assert "Eksiksiz" in client.get(f"{LIST}defter/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM meetings_decision WHERE id = %s", [decision.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    page = client.get(f"{LIST}defter/").content.decode()
    assert "Eksik numara" in page
    assert "Eksiksiz" not in page


def test_the_attendance_list_and_the_minutes_are_printed(client, clerk, make_user):
    meeting = make_meeting(clerk, title="Kasım toplantısı", agenda=["Kış yardımları"])
    there, away = (make_participant(meeting, make_user("board", full_name=name)) for name in ("Işıl Çağ", "Ömer Şen"))
    services.change_state(meeting=meeting, target="ongoing", by=clerk)
    services.mark_attendance(participant=there, attendance="present", by=clerk)
    services.mark_attendance(participant=away, attendance="excused", by=clerk)
    item = meeting.agenda.get()
    item.minutes = "Başvurular okundu."
    services.save_minutes(item=item, by=clerk)
    make_decision(meeting, agenda_item=item, text="Yüz çuval alınsın.")
    listed, told = (
        words_of(client.get(reverse("meetings:meeting_paper", args=[meeting.pk, paper])).getvalue())
        for paper in ("hazirun", "tutanak")
    )
    for said in ("Işıl Çağ", "Ömer Şen", "Mazeretli", "İmza"):
        assert said in listed
    for said in ("1. Kış yardımları", "Başvurular okundu.", "Yüz çuval alınsın.", "gerekli 2, katılan 1"):
        assert said in told
    assert "Ömer Şen" not in told
    assert client.get(reverse("meetings:meeting_paper", args=[meeting.pk, "bilet"])).status_code == 404
