"""Pages of meetings: what is typed, what each may see, and what a list costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kafkasder.core.palette import search
from meetings.models import Meeting

from ..pages import filled
from .rows import make_meeting

pytestmark = pytest.mark.django_db
LIST = "/is/toplantilar/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("staff", full_name="Yazı İşleri")
    client.force_login(clerk)
    return clerk


def test_a_meeting_is_called_by_its_form(client, clerk, make_user):
    board = make_user("board", full_name="Başkan Kişi")
    data = {"title": "Mart toplantısı", "kind": "board", "starts_at": "15.03.2040 14:00", "ends_at": "15.03.2040 13:00"}
    data |= {"people": [str(board.pk)], "agenda": "Açılış\n\n  Kış   yardımları \n"}
    refused = client.post(f"{LIST}yeni/", data)
    assert "başlangıcından sonra" in refused.content.decode()
    answer = client.post(f"{LIST}yeni/", data | {"ends_at": "15.03.2040 15:30"})
    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    page = client.get(answer.url).content.decode()
    for said in ("15 Mart 2040 14:00–15:30", "Başkan Kişi", "Kış yardımları", "Yanıt bekleniyor"):
        assert said in page
    assert list(meeting.agenda.values_list("title", flat=True)) == ["Açılış", "Kış yardımları"]


def test_a_meeting_of_yesterday_says_how_it_is_written_down(client, clerk):
    data = {"title": "Dünkü toplantı", "kind": "staff", "starts_at": "15.03.2020 14:00", "ends_at": "15.03.2020 15:00"}
    answer = client.post(f"{LIST}yeni/", data)
    assert answer.status_code == 422
    assert "en az bir saat sonra" in answer.content.decode()
    assert client.post(f"{LIST}yeni/", data | {"afterwards": "on"}).status_code == 302
    assert Meeting.objects.get().state == "completed"


def test_two_editors_merge(client, clerk):
    meeting = make_meeting(clerk)
    url = reverse("meetings:meeting_edit", args=[meeting.pk])
    data = filled(client.get(url).content.decode()) | {"title": "Yeni başlık"}
    Meeting.objects.filter(pk=meeting.pk).update(place="Hunat")
    assert client.post(url, data).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.title, meeting.place) == ("Yeni başlık", "Hunat")


def test_an_invitation_is_answered_on_its_page(client, make_user):
    volunteer = make_user("volunteer")
    meeting = make_meeting(people=[volunteer], title="Benim toplantım")
    make_meeting(title="Başkalarının toplantısı")
    client.force_login(volunteer)
    page = client.get(f"{LIST}davetlerim/").content.decode()
    assert "Benim toplantım" in page
    assert "Başkalarının toplantısı" not in page
    answered = client.post(reverse("meetings:answer", args=[meeting.pk, "katilmayacak"]) + "?liste=1")
    assert answered.url == f"{LIST}davetlerim/"
    assert meeting.participants.get(user=volunteer).answer == "declined"
    assert client.post(reverse("meetings:answer", args=[meeting.pk, "hayir"])).status_code == 404
    assert [hit.title for group in search(volunteer, "toplantım") for hit in group.hits] == ["Benim toplantım"]


def test_people_and_points_come_and_go(client, clerk, make_user):
    meeting, board = make_meeting(clerk, agenda=["Açılış"]), make_user("board")
    client.post(reverse("meetings:people_add", args=[meeting.pk]), {"people": [board.pk], "role": "chair"})
    client.post(reverse("meetings:guest_add", args=[meeting.pk]), {"name": "ayşe konuk", "role": "guest"})
    again = client.post(reverse("meetings:guest_add", args=[meeting.pk]), {"name": "Ayşe Konuk", "role": "guest"})
    assert "Bu adda bir katılımcı zaten var." in again.content.decode()
    chair = client.post(reverse("meetings:guest_add", args=[meeting.pk]), {"name": "Ali Konuk", "role": "chair"})
    assert "bir başkanı olur" in chair.content.decode()
    organiser = meeting.participants.get(user=clerk)
    client.post(reverse("meetings:participant_remove", args=[organiser.pk]))
    assert meeting.participants.count() == 3
    item = meeting.agenda.get()
    data = {"title": "Açılış ve yoklama", "at": "14:00", "presenter": organiser.pk}
    client.post(reverse("meetings:item_edit", args=[item.pk]), data)
    item.refresh_from_db()
    assert (item.title, item.presenter) == ("Açılış ve yoklama", organiser)


def test_a_page_of_a_list_costs_the_same_for_one_and_for_three(client, clerk, make_user):
    counts = []
    for number in (1, 2):
        for _each in range(number):
            make_meeting(clerk, people=[make_user("board")])
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_page_of_a_meeting_costs_the_same_for_many(client, clerk, make_user):
    counts = []
    for number in (1, 4):
        people = [make_user("board") for _each in range(number)]
        meeting = make_meeting(clerk, people=people, agenda=["Madde"] * number)
        client.get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(meeting.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_tells_what_is_to_come(client, clerk):
    make_meeting(clerk, title="Gelecek olan")
    make_meeting(clerk, title="Geçmiş olan", ago=timedelta(days=9))
    page = client.get(f"{LIST}?when=coming").content.decode()
    assert "Gelecek olan" in page
    assert "Geçmiş olan" not in page
