"""What words find: in one's own threads, opened and compared, and never in those of others."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kafkasder.core import palette
from messaging import search, services
from messaging.models import Message, ThreadMember
from messaging.models.message import LONGEST_TEXT
from messaging.words import tokens_asked

from ..factories import make_household, make_user
from .rows import make_direct, make_group, make_message

pytestmark = pytest.mark.django_db
ADDRESS = "/mesajlar/ara/"


def texts(found):
    return [hit.message.text for hit in found.hits]


def about(household, by):
    return services.open_record(kind="household", pk=household.pk, by=by)


@pytest.mark.parametrize("asked", ["IŞIK", "isik", "ışı", "hanim ISI", "kolileri"])
def test_beginnings_of_words_find_whatever_the_letters(asked):
    message = make_message(text="Işık Hanım’ın kolilerini yarın götürüyoruz")
    make_message(message.thread, "Başka bir şey")
    assert texts(search.find(message.author, asked)) == [message.text]


@pytest.mark.parametrize("asked", ["şık", "koliler yok", "kolilerimiz", "ha", ""])
def test_what_begins_no_word_or_lacks_a_word_finds_nothing(asked):
    message = make_message(text="Işık Hanım’ın kolilerini yarın götürüyoruz")
    assert texts(search.find(message.author, asked)) == []


def test_a_word_of_two_letters_is_found_as_a_whole():
    message = make_message(text="Ev hazır, evrak eksik")
    other = make_message(message.thread, "Evrak eksik")
    assert texts(search.find(message.author, "ev")) == [message.text]
    assert texts(search.find(message.author, "evr")) == [other.text, message.text]


def test_the_last_word_of_the_longest_message_is_found():
    words = [f"{chr(97 + count % 26)}{count:07d}" for count in range(LONGEST_TEXT // 9)]
    message = make_message(text=" ".join([*words[:-1], "zürafa"]))
    assert search.find(message.author, "zürafa").hits
    assert search.find(message.author, words[0]).hits


def test_corrections_are_found_and_what_they_replaced_and_deleted_ones_are_not():
    message = make_message(text="Kırmızı koli")
    services.edit_message(message=message, text="Sarı koli", by=message.author)
    assert texts(search.find(message.author, "kırmızı")) == []
    assert texts(search.find(message.author, "sarı")) == ["Sarı koli"]
    services.delete_message(message=message, by=message.author)
    assert texts(search.find(message.author, "sarı")) == []
    assert texts(search.find(message.author, "koli")) == []


def test_threads_of_others_are_not_searched_and_their_tokens_find_nothing():
    """The attack: somebody puts the tokens of a word in another's thread under a message of their own."""
    secret = make_message(text="Boşanma davası açılıyor")
    mine = make_message(text="Merhaba", by=None)
    assert texts(search.find(mine.author, "boşanma")) == []
    stolen = Message.objects.get(pk=secret.pk).tokens
    Message.objects.filter(pk=mine.pk).update(tokens=stolen)
    assert texts(search.find(mine.author, "boşanma")) == []
    assert not set(stolen) & set(tokens_asked([mine.thread_id], "bosanma"))
    right = tokens_asked([mine.thread_id], "bosanma")
    Message.objects.filter(pk=mine.pk).update(tokens=right)  # found by its tokens, and put away once it was opened
    assert texts(search.find(mine.author, "boşanma")) == []


def test_equal_words_of_two_threads_have_no_token_in_common():
    one, other = make_message(text="Boşanma davası"), make_message(text="Boşanma davası")
    assert not set(Message.objects.get(pk=one.pk).tokens) & set(Message.objects.get(pk=other.pk).tokens)


def test_who_left_finds_nothing_any_more():
    me, you = make_user("staff"), make_user("board")
    thread = make_group(you, me)
    make_message(thread, "Koliler hazır", you)
    assert search.find(me, "koliler").hits
    services.remove_member(thread=thread, user=me, by=you)
    assert not search.find(me, "koliler").hits


def test_the_thread_of_a_record_is_found_by_who_still_sees_the_record():
    household, staff, volunteer = make_household(), make_user("staff"), make_user("volunteer")
    thread = about(household, staff)
    make_message(thread, "Kira ödendi", staff)
    assert texts(search.find(staff, "kira")) == ["Kira ödendi"]
    ThreadMember.objects.create(thread=thread, user=volunteer)  # who saw the record once, and sees none now
    assert not search.find(volunteer, "kira").hits
    assert not search.find(volunteer, str(household)).lines


def test_threads_are_found_by_their_names_and_by_people():
    me, ayse = make_user("staff"), make_user("board", full_name="Ayşe Yılmaz")
    direct, group = make_direct(me, ayse), make_group(me, ayse, title="Ramazan çadırı")
    make_group(ayse, title="Ramazan gizli")
    assert [line.thread for line in search.find(me, "RAMAZAN").lines] == [group]
    assert {line.thread for line in search.find(me, "ayse yil").lines} == {direct, group}


def test_pages_go_on_where_the_last_one_ended_and_meanwhile_nothing_is_met_twice(monkeypatch):
    monkeypatch.setattr(search, "PAGE", 4)
    thread = make_group()
    for count in range(11):
        make_message(thread, f"Koli {count}")
    met, after = [], ""
    for _page in range(3):
        found = search.find(thread.created_by, "koli", after=after, most=4)
        met += texts(found)
        after = found.after
        make_message(thread, "Koli geldi")
    assert met == [f"Koli {count}" for count in reversed(range(11))]
    assert after == ""


def test_messages_that_only_begin_alike_cost_a_few_looks(monkeypatch):
    monkeypatch.setattr(search, "_OPENED_AT_ONCE", 2)
    thread = make_group()
    make_message(thread, "değerlendirmeler")
    for _count in range(7):
        make_message(thread, "değerlendirdik")
    assert texts(search.find(thread.created_by, "değerlendirme")) == ["değerlendirmeler"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        search.find_in(thread, "", "değerlendirme")
    assert len(queries) <= search._MOST_LOOKS


def test_the_number_of_queries_does_not_grow():
    def cost():
        with CaptureQueriesContext(connection) as queries:
            search.find(me, "koli yarın")
        return len(queries)

    me, you = make_user("staff"), make_user("board")
    make_message(make_group(me, you), "Koli yarın", me)
    make_message(about(make_household(), me), "Koli yarın", me)
    few = cost()
    for count in range(6):
        make_message(make_group(me, you, title=f"Koli yarın {count}"), "Koliler yarın gelir", you)
        make_message(about(make_household(), me), "Koliler yarın", me)
    assert cost() == few


def test_the_snippet_marks_the_words_and_escapes_the_rest():
    said = search.snippet_of(f"{'a ' * 60}<script>Işık'ın kolisi</script> {'b ' * 200}", ["isik", "koli"])
    assert "&lt;script&gt;<mark>Işık&#x27;ın</mark> <mark>kolisi</mark>&lt;/script&gt;" in said
    assert said.startswith("… a")
    assert said.endswith("b …")
    assert len(said) < 400


def test_the_page_shows_hits_and_leads_to_them(client):
    me, you = make_user("staff"), make_user("board", full_name="Ayşe Yılmaz")
    message = make_message(make_group(you, me, title="Kış yardımı"), "Koliler yarın hazır", you)
    client.force_login(me)
    posted = client.post(ADDRESS, {"q": "yarin"})
    assert posted.url == f"{ADDRESS}?q=yarin"
    page = client.get(posted.url).content.decode()
    assert "Koliler <mark>yarın</mark> hazır" in page
    assert f'href="{message.get_absolute_url()}"'.replace("&", "&amp;") in page
    assert "Ayşe Yılmaz" in page
    thread = client.get(message.thread.get_absolute_url()).content.decode()
    assert f'href="{ADDRESS}?konusma={message.thread_id}"' in thread
    empty = client.get(ADDRESS, {"konusma": message.thread_id}).content.decode()
    assert f'name="konusma" value="{message.thread_id}"' in empty
    within = client.get(ADDRESS, {"q": "yarin", "konusma": message.thread_id}).content.decode()
    assert "<mark>yarın</mark>" in within


def test_the_fields_of_both_pages_may_be_sent():
    """A form without its token is refused, which the test client does not do by itself."""
    message = make_message(text="Koliler yarın hazır")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(message.author)
    for address in ("/mesajlar/", ADDRESS):
        form = re.search(r'<form class="talk-search".*?</form>', strict.get(address).content.decode(), re.DOTALL)[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        assert strict.post(ADDRESS, {"q": "yarın", "csrfmiddlewaretoken": token}).status_code == 302


def test_a_thread_out_of_sight_is_not_searched(client):
    message = make_message(text="Koliler hazır")
    client.force_login(make_user("admin"))
    assert client.get(ADDRESS, {"q": "koliler", "konusma": message.thread_id}).status_code == 404
    assert "mark>" not in client.get(ADDRESS, {"q": "koliler"}).content.decode()


def test_a_number_of_a_person_stands_in_no_address(client):
    message = make_message(text="Kimlik no 10000000146")
    client.force_login(message.author)
    answer = client.post(ADDRESS, {"q": "10000000146"})
    assert answer.status_code == 200
    assert "<mark>10000000146</mark>" in answer.content.decode()
    assert "mark>" not in client.get(ADDRESS, {"q": "10000000146"}).content.decode()


def test_the_palette_finds_messages_and_threads():
    message = make_message(make_group(title="Kış yardımı"), "Koliler <b> hazır")
    [group] = [group for group in palette.search(message.author, "koliler") if str(group.label) == "Mesajlar"]
    assert [(hit.title, hit.detail) for hit in group.hits] == [("Kış yardımı", "Koliler <b> hazır")]
    groups = palette.search(message.author, "kış")
    assert "Kış yardımı" in [hit.title for group in groups for hit in group.hits]


def test_a_faulty_place_begins_anew():
    message = make_message(text="Koliler hazır")
    for place in ("x", "-", "9" * 18 + "-1", "1-"):
        assert search.find(message.author, "koliler", after=place).hits


def test_words_of_older_keys_are_found_while_both_are_present(settings):
    import base64

    old, new = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))
    settings.FIELD_KEYS = [old]
    message = make_message(text="Koliler hazır")
    settings.FIELD_KEYS = [new, old]
    services.send(thread=message.thread, text="Koliler geldi", key=uuid4(), by=message.author)
    assert texts(search.find(message.author, "koli")) == ["Koliler geldi", "Koliler hazır"]
