"""What is suspicious is raised once, told to those who review, and decided by the settings."""

from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone
from freezegun import freeze_time

from accounts import audit
from accounts.models import EventKind, SecurityEvent, SecuritySettings, User
from accounts.security import alarms, words
from accounts.security.rules import RULES, Rule
from accounts.services.security_events import record_event

from ..factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def suspicions() -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(kind=EventKind.SUSPICIOUS).order_by("pk"))


def happen(rule: Rule, user: User | None, times: int, address: str = "10.0.0.1") -> None:
    """Let what `rule` is about happen so often."""
    for number in range(times):
        ip = f"10.0.1.{number}" if rule.counted == "ip" else address
        with audit.acting(ip=ip):
            record_event(rule.kind, user=user)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_rule_lets_its_limit_pass_and_raises_the_next_one_once(rule: Rule) -> None:
    SecuritySettings.objects.create(**{each.limit: 3 if each is rule else 1000 for each in RULES})
    user = make_user("staff", full_name="Zeynep Kaya")
    happen(rule, user, 3)
    assert suspicions() == []
    happen(rule, user, 6)
    (raised,) = suspicions()
    assert raised.details == {"rule": rule.key, "limit": 3}
    assert (raised.severity, raised.user) == (rule.severity, user if rule.subject == "user" else None)
    assert "sınır: 3" in words.summary(raised)


def test_the_limits_are_those_of_the_original_until_somebody_sets_others() -> None:
    defaults = {rule.key: getattr(SecuritySettings.current(), rule.limit) for rule in RULES}
    assert {key: defaults[key] for key in ("failures", "addresses", "refusals")} == {
        "failures": 5,
        "addresses": 3,
        "refusals": 10,
    }
    assert (defaults["reveals"], defaults["reveals_of_day"]) == (20, 100)


def test_what_is_older_than_the_window_does_not_count_and_a_new_window_raises_anew() -> None:
    user, rule = make_user("staff"), RULES[0]
    now = timezone.now()
    with freeze_time(now - rule.window * 1.5):
        happen(rule, user, 5)
    happen(rule, user, 5)
    assert suspicions() == []
    happen(rule, user, 1)
    assert len(suspicions()) == 1
    with freeze_time(now + rule.window * 1.5):
        happen(rule, user, 6)
    assert len(suspicions()) == 2


def test_others_are_counted_for_themselves() -> None:
    for _ in range(3):
        happen(RULES[0], make_user(), 5, address="")
    assert suspicions() == []


def test_strangers_are_told_apart_by_address() -> None:
    happen(RULES[0], None, 20, "10.0.0.1")
    happen(RULES[0], None, 20, "10.0.0.2")
    assert suspicions() == []
    happen(RULES[0], None, 1, "10.0.0.2")
    assert [(each.user, each.ip) for each in suspicions()] == [(None, "10.0.0.2")]


def test_events_at_the_same_moment_raise_one_suspicion_and_miss_none() -> None:
    user = make_user("staff")
    happen(RULES[0], user, 2)
    line = Barrier(4)

    def fail() -> None:
        try:
            line.wait()
            record_event(EventKind.FAILURE, user=user)
        finally:
            connections.close_all()

    threads = [Thread(target=fail) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(suspicions()) == 1


def test_those_who_review_get_a_mail_each_in_their_language() -> None:
    make_user("admin", email="elif@example.org", language="en")
    make_user("admin", email="kapali@example.org", is_active=False)
    make_user("board", email="hasan@example.org")
    happen(RULES[0], make_user("staff", full_name="Zeynep Kaya"), 6)
    (message,) = mail.outbox
    assert message.to == ["elif@example.org"]
    assert message.subject == "Kafkasder Panel: suspicious activity"
    assert "Zeynep Kaya" in message.body
    assert "http" not in message.body


def test_a_flood_of_suspicions_does_not_flood_letterboxes() -> None:
    make_user("admin")
    rule = next(rule for rule in RULES if rule.key == "refusals")
    SecuritySettings.objects.create(suspicious_refusals=1)
    for _ in range(alarms.MOST_IN_AN_HOUR + 3):
        happen(rule, make_user(), 2)
    assert len(suspicions()) == alarms.MOST_IN_AN_HOUR + 3
    assert len(mail.outbox) == alarms.MOST_IN_AN_HOUR


def test_whoever_has_the_verb_of_their_own_is_told_too() -> None:
    from django.contrib.auth.models import Permission

    guard = make_user("staff")
    guard.user_permissions.add(Permission.objects.get(codename="review_security"))
    assert list(User.objects.with_verb(alarms.GUARD)) == [guard]
