"""Drafts of several devices, and tabs that stand open while somebody else signs in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from messaging import services
from messaging.models import Draft, Message

from ..factories import make_user
from .rows import make_group, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_group()


def keep(thread, text, base=None, ago=0):
    written_at = timezone.now() - timedelta(seconds=ago)
    return services.keep_draft(thread=thread, text=text, written_at=written_at, base=base, by=thread.created_by)


def test_nothing_that_three_devices_wrote_is_lost(thread):
    keep(thread, "Masada", ago=30)
    keep(thread, "Yolda", ago=20)
    assert (Draft.objects.get().text, Draft.objects.get().left) == ("Yolda", "Masada")
    keep(thread, "Evde", ago=10)
    assert (Draft.objects.get().text, Draft.objects.get().left) == ("Evde", "Masada\n\nYolda")


def test_words_that_go_on_stand_for_those_they_began_with(thread):
    keep(thread, "Masada", ago=10)
    keep(thread, "Yol", ago=40)
    keep(thread, "Yolda yazıyorum", ago=30)
    keep(thread, "Yolda", ago=20)
    assert Draft.objects.get().left == "Yolda yazıyorum"


def test_where_nothing_is_kept_an_empty_draft_is_not_kept_either(client, thread):
    client.force_login(thread.created_by)
    answer = client.post(f"{thread.get_absolute_url()}taslak/", {"text": "", "at": "1000000", "base": "900000"})
    assert answer.json() == {"text": "", "left": "", "at": ""}
    assert not Draft.objects.exists()


@pytest.mark.parametrize("address", ["gonder/", "taslak/", "taslak/kalan/", "okundu/", "dosya/"])
def test_a_tab_of_somebody_else_says_nothing_in_ones_name(client, thread, address):
    keep(thread, "Yarım")
    other = make_user("staff")
    client.force_login(thread.created_by)
    answer = client.post(f"{thread.get_absolute_url()}{address}", headers={"X-Written-By": str(other.pk)})
    assert answer.status_code == 409
    assert (Message.objects.filter(kind="person").count(), Draft.objects.get().text) == (0, "Yarım")


def test_a_tab_of_somebody_else_is_not_shown_ones_draft(client, thread):
    keep(thread, "Yarım")
    client.force_login(thread.created_by)
    address = f"{thread.get_absolute_url()}taslak/"
    assert client.get(address, headers={"X-Written-By": "0"}).content == b""
    own = {"X-Written-By": str(thread.created_by_id)}
    assert client.get(address, headers=own).json()["text"] == "Yarım"


def test_a_script_that_deletes_a_message_gets_no_page(client, thread):
    message = make_message(thread)
    client.force_login(thread.created_by)
    answer = client.post(f"/iletiler/{message.pk}/sil/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert "silindi" not in client.get("/").content.decode()


def test_devices_that_disagree_for_ever_fill_nothing(thread, monkeypatch):
    monkeypatch.setattr("messaging.services.drafts.MOST_LEFT", 40)
    for number in range(12):
        keep(thread, f"{number}. cihazda yazılan", ago=60 - number)
    left = Draft.objects.get().left
    assert len(left) == 40
    assert left.endswith("10. cihazda yazılan")


def begun(by, text="Önce araç bulalım"):
    services.keep_draft(thread=None, text=text, written_at=timezone.now(), base=None, by=by)


def test_the_form_of_a_new_thread_begins_with_its_draft_and_ends_it(client):
    me, you = make_user("staff"), make_user("board")
    begun(me)
    begun(you, "Başkasının taslağı")
    client.force_login(me)
    page = client.get("/mesajlar/yeni/").content.decode()
    assert "Önce araç bulalım" in page
    assert "Başkasının taslağı" not in page
    sent = {"members": you.pk, "text": "Önce araç bulalım, sonra koli", "key": str(uuid4())}
    client.post("/mesajlar/yeni/", sent)
    answer = client.post("/mesajlar/yeni/", {**sent, "title": "İkinci kez"})  # the answer was lost on its way
    message = Message.objects.get(kind="person")
    assert (message.text, message.thread.kind) == ("Önce araç bulalım, sonra koli", "direct")
    assert answer.headers["Location"] == message.thread.get_absolute_url()
    assert [draft.user for draft in Draft.objects.all()] == [you]


def test_a_thread_that_cannot_be_opened_keeps_its_draft(client):
    me = make_user("staff")
    begun(me)
    client.force_login(me)
    answer = client.post("/mesajlar/yeni/", {"text": "Uzun" * 3000})
    assert answer.status_code == 422
    assert "Uzun" * 3000 in answer.content.decode()
    assert (Draft.objects.get().text, Message.objects.count()) == ("Önce araç bulalım", 0)
