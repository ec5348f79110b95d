"""Live pages over HTTP: the fallback's fragments and the admins' board."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from kafkasder.live.templatetags.live_board import cause_in_words

from ..factories import make_user
from .bench import digests_in, running_hub, signed_in, tab_of

pytestmark = pytest.mark.django_db(transaction=True)

FRAGMENTS = "/canli/parcalar/"
BOARD = "/canli/"


def test_fragments_equal_the_page() -> None:
    client = signed_in(make_user())
    page = client.get("/people/").content.decode()
    answer = client.get(FRAGMENTS, {"url": "/people/"})
    assert {name: part["digest"] for name, part in answer.json().items()} == digests_in(page)
    assert "private" in answer["Cache-Control"]


def test_what_is_known_is_not_sent_again() -> None:
    client = signed_in(make_user())
    tag = client.get(FRAGMENTS, {"url": "/people/"})["ETag"]
    again = client.get(FRAGMENTS, {"url": "/people/"}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    User.objects.update(full_name="Zeynep")
    changed = client.get(FRAGMENTS, {"url": "/people/"}, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "Zeynep" in changed.json()["rows"]["html"]


@pytest.mark.parametrize(
    ("url", "status"),
    [("/forbidden/", 403), ("/missing/", 404), ("/nowhere/", 404), ("/still/", 400), ("https://evil.example/", 400)],
)
def test_what_cannot_be_had(url: str, status: int) -> None:
    assert signed_in(make_user()).get(FRAGMENTS, {"url": url}).status_code == status


def test_the_signed_out_get_nothing() -> None:
    answer = Client().get(FRAGMENTS, {"url": "/people/"})
    assert (answer.status_code, answer.json()) == (401, {"why": "signed-out"})


def test_fragments_are_only_read() -> None:
    assert signed_in(make_user()).post(FRAGMENTS, {"url": "/people/"}).status_code == 405


@pytest.mark.parametrize(("verbs", "status"), [(["view_live"], 200), ([], 403)])
def test_the_board_is_for_those_with_its_verb(verbs: list[str], status: int) -> None:
    user = make_user()
    user.user_permissions.set(Permission.objects.filter(codename__in=verbs))
    assert signed_in(user).get(BOARD).status_code == status


def test_the_signed_out_go_to_sign_in_from_the_board() -> None:
    assert Client().get(BOARD).status_code == 302


async def test_the_board_shows_pages_without_telling_who_looks_for_whom() -> None:
    from asgiref.sync import sync_to_async

    from .bench import in_thread

    def admin() -> Client:
        user = make_user(full_name="Gizli Kişi")
        user.user_permissions.set(Permission.objects.filter(codename="view_live"))
        return signed_in(user)

    client = await in_thread(admin)
    async with running_hub(), tab_of(client) as tab:
        await tab.watch("/people/?q=Zeynep")
        answer = await sync_to_async(client.get, thread_sensitive=False)(BOARD)
    text = answer.content.decode()
    table = text[text.index("<table") : text.index("</table")]
    assert "/people/" in table
    assert "Açılan sayfa" in table
    assert "Açılan sayfa: 1" in text
    assert "Zeynep" not in table
    assert "Gizli" not in table


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("quiet", "Sessizlikte bakış"),
        ("change: accounts_user", "Değişiklik: kullanıcılar"),
        ("change: auth_group, a_table_without_model", "Değişiklik: a_table_without_model, gruplar"),
        ("", ""),
    ],
)
def test_causes_are_put_into_words(cause: str, said: str) -> None:
    assert cause_in_words(cause) == said
