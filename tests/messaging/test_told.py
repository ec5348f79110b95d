"""What the room's pages say to people about what they did, and to whom a thread is open."""

import pytest
from django.urls import reverse

from messaging import services
from messaging.models import ThreadMember

from ..factories import make_household, make_user
from ..live.bench import signed_in
from .rows import make_direct, make_group, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def elif_():
    return make_user("staff", full_name="Elif Yazar")


@pytest.fixture
def baran():
    return make_user("board", full_name="Baran Okur")


def test_leaving_asks_first(elif_, baran):
    thread = make_group(elif_, baran)
    client, address = signed_in(baran), reverse("messaging:thread_leave", args=[thread.pk])
    assert "artık okuyamazsınız" in client.get(address).text
    assert ThreadMember.objects.filter(thread=thread, user=baran).exists()
    client.post(address)
    assert not ThreadMember.objects.filter(thread=thread, user=baran).exists()


def test_archiving_says_so(elif_, baran):
    thread = make_group(elif_, baran)
    answer = signed_in(elif_).post(reverse("messaging:keep", args=[thread.pk, "arsivle"]), follow=True)
    assert "Konuşma arşivlendi." in answer.text


def test_the_list_tells_whose_words_stand_last(elif_, baran):
    make_message(make_group(elif_, baran), "Koliler hazır", elif_)
    assert "Siz: Koliler hazır" in signed_in(elif_).get("/mesajlar/liste/").text
    assert "Elif Yazar: Koliler hazır" in signed_in(baran).get("/mesajlar/liste/").text


def test_of_two_the_page_says_that_it_was_read_and_of_more_by_whom(elif_, baran):
    for thread, told in ((make_direct(elif_, baran), "Okundu"), (make_group(elif_, baran), "Okuyanlar: Baran Okur")):
        message = make_message(thread, "Koliler hazır", elif_)
        services.mark_read(thread=thread, number=message.number, by=baran)
        shown = [signed_in(one).get(reverse("messaging:stream_part", args=[thread.pk])).text for one in (elif_, baran)]
        assert [told in page for page in shown] == [True, False]  # who has read knows it


def test_the_page_about_a_record_says_that_others_read_it(elif_):
    client = signed_in(elif_)
    opened = client.post(reverse("messaging:record_open", args=["household", make_household().pk]), follow=True)
    assert "kaydı gören herkes okuyabilir" in opened.text
