"""Limits: counted once for all processes, refused with 429, and never in the way of normal work."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time

from accounts.models import RateCount
from accounts.services import limits
from kafkasder.settings.limits import LIMITS, Limit

from ..factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings):
    settings.LIMITS = dict.fromkeys(LIMITS, Limit(2, 60))


@pytest.fixture
def clerk(client):
    user = make_user("admin")
    client.force_login(user)
    return client


def refusal(scope, key):
    with pytest.raises(limits.TooMany) as refused:
        limits.take(scope, key)
    return refused.value.retry_after


def test_a_limit_lets_its_amount_through_and_then_one_after_the_other():
    with freeze_time(timezone.now()) as clock:
        limits.take("search", 1)
        limits.take("search", 1)
        assert refusal("search", 1) == 30
        clock.tick(timedelta(seconds=29))
        assert refusal("search", 1) == 1
        clock.tick(timedelta(seconds=1))
        limits.take("search", 1)
        assert refusal("search", 1) == 30
        clock.tick(timedelta(seconds=60))
        limits.take("search", 1)
        limits.take("search", 1)


def test_keys_and_limits_are_counted_apart():
    for scope, key in (("search", 1), ("search", 2), ("export", 1)):
        limits.take(scope, key)
        limits.take(scope, key)
    refusal("search", 1)


def test_what_was_no_failure_is_given_back():
    for _ in range(5):
        limits.take("wrong_password", "192.0.2.1")
        limits.give_back("wrong_password", "192.0.2.1")
    limits.take("wrong_password", "192.0.2.1")
    limits.take("wrong_password", "192.0.2.1")
    refusal("wrong_password", "192.0.2.1")


def test_counting_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        limits.take("search", 1)


def test_no_key_is_kept_in_clear():
    limits.take("stranger", "192.0.2.77")
    assert "192.0.2.77" not in str(RateCount.objects.values())


def test_counts_that_say_nothing_are_forgotten():
    limits.take("search", 1)
    assert limits.forget() == 0
    with freeze_time(timezone.now() + timedelta(minutes=2)):
        assert limits.forget() == 1


def test_a_crash_may_forget_the_counts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'accounts_ratecount'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db(transaction=True)
def test_no_more_get_through_at_the_same_moment(settings):
    settings.LIMITS = {"search": Limit(7, 3600)}
    line, through = Barrier(20), []

    def ask():
        try:
            line.wait()
            limits.take("search", "one")
            through.append(1)
        except limits.TooMany:
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(through) == 7


REQUESTS = {
    "palette": lambda client: client.post("/ara/", {"q": "ayşe"}),
    "list": lambda client: client.get("/haneler/", {"q": "ayşe"}),
    "posted list": lambda client: client.post("/haneler/", {"q": "ayşe"}),
    "export": lambda client: client.post("/haneler/disa-aktar/", {"format": "csv"}),
    "upload": lambda client: client.post("/hesap/", {"avatar": SimpleUploadedFile("a.png", b"x")}),
    "password": lambda client: client.post("/hesap/parola/", {"oldpassword": "x"}),
    "change": lambda client: client.post("/tercihler/", {"theme": "dark"}),
}


@pytest.mark.parametrize("ask", REQUESTS.values(), ids=REQUESTS)
def test_each_kind_of_request_has_its_limit(clerk, ask):
    statuses = [ask(clerk).status_code for _ in range(3)]
    assert max(statuses[:2]) < 429
    assert statuses[2] == 429


def test_kinds_do_not_use_up_each_other(clerk):
    for ask in REQUESTS.values():
        if ask not in (REQUESTS["list"], REQUESTS["posted list"]):
            assert [ask(clerk).status_code for _ in range(3)][2] == 429
    assert clerk.get("/haneler/").status_code == 200


def test_reading_is_not_limited(clerk):
    assert {clerk.get("/hesap/").status_code for _ in range(6)} == {200}


def test_people_are_counted_apart(clerk):
    other = Client()
    other.force_login(make_user("admin"))
    for _ in range(3):
        clerk.post("/ara/", {"q": "a"})
    assert other.post("/ara/", {"q": "a"}).status_code == 200


def test_strangers_are_counted_by_address(client):
    for _ in range(2):
        client.post("/tercihler/", {"language": "tr"}, REMOTE_ADDR="192.0.2.1")
    assert client.post("/tercihler/", {"language": "tr"}, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post("/tercihler/", {"language": "tr"}, REMOTE_ADDR="192.0.2.2").status_code == 302


@pytest.mark.parametrize(("language", "words"), [("tr", "saniye sonra yeniden"), ("en", "Try again in")])
def test_the_page_says_when_to_try_again(client, language, words):
    client.force_login(make_user(language=language))
    answer = [client.post("/tercihler/", {"theme": "dark"}) for _ in range(3)][2]
    assert int(answer["Retry-After"]) == 30
    page = answer.content.decode()
    assert words in page
    assert "30" in page


def test_a_script_gets_a_notice_and_keeps_its_page(clerk):
    headers = {"HX-Request": "true"}
    answer = [clerk.post("/ara/", {"q": "a"}, headers=headers) for _ in range(3)][2]
    assert (answer.status_code, answer["HX-Reswap"], answer["Retry-After"]) == (429, "none", "30")
    assert answer["HX-Trigger"].isascii()
    assert "panel:toast" in answer["HX-Trigger"]
    assert "<" not in answer.content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP", "True-Client-IP"])
def test_no_header_makes_another_address(client, header):
    for number in range(3):
        value = f"for=203.0.113.{number}" if header == "Forwarded" else f"203.0.113.{number}"
        answer = client.post("/tercihler/", {"language": "tr"}, headers={header: value})
    assert answer.status_code == 429


@pytest.mark.parametrize("forged", ["203.0.113.{n}, 198.51.100.7", "{n}::1, 10.0.0.1, 198.51.100.7", "x,198.51.100.7"])
def test_behind_a_proxy_only_what_the_proxy_says_counts(client, settings, forged):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(3):
        headers = {"X-Forwarded-For": forged.format(n=number), "X-Real-IP": f"203.0.113.{number}"}
        answer = client.post("/tercihler/", {"language": "tr"}, headers=headers)
    assert answer.status_code == 429
    other = client.post("/tercihler/", {"language": "tr"}, headers={"X-Forwarded-For": "198.51.100.8"})
    assert other.status_code == 302


def test_an_ipv6_connection_is_one_address(client):
    answers = [
        client.post("/tercihler/", {"language": "tr"}, REMOTE_ADDR=address)
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2:3::", "2001:db8:1:3::1")
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429, 302]


@pytest.mark.parametrize("email", ["var@example.org", "yok@example.org"])
def test_mails_to_one_account_are_few_whether_it_exists_or_not(client, settings, email):
    settings.LIMITS = {**LIMITS, "reset_account": Limit(2, 3600)}
    make_user(email="var@example.org")
    answers = [client.post("/parola/unuttum/", {"email": spelt}) for spelt in (email, email.upper(), f" {email}")]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert client.post("/parola/unuttum/", {"email": "baska@example.org"}).status_code == 302


def test_mails_for_one_address_are_few(client, settings):
    settings.LIMITS = {**LIMITS, "reset_address": Limit(2, 3600)}
    answers = [client.post("/parola/unuttum/", {"email": f"kisi{number}@example.org"}) for number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
