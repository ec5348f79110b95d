"""Two requests at the same moment, over real connections: one of them comes second and is told so."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from accounts.models import AuditEntry, EventKind, SecurityEvent, SecuritySettings, Session, User
from beneficiaries import services
from beneficiaries.models import Beneficiary

from .factories import make_head, make_household, make_person, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "10000000146"
PERSON = {"first_name": "Ali", "last_name": "Veli", "nationality": "TR", "relation": "other"}


def at_once(*works: Callable[[], Any]) -> list[int]:
    """Run all works at the same moment, each with a connection of its own; return the sorted statuses."""
    line, statuses = Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        try:
            line.wait()
            statuses.append(work().status_code)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses)


def poster(user: User, address: str, **data: Any) -> Callable[[], Any]:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return lambda: client.post(address, data)


def test_two_administrators_who_remove_each_other_leave_one() -> None:
    one, other = make_user("admin"), make_user("admin")
    User.objects.exclude(pk__in=[one.pk, other.pk]).update(is_active=False)
    works = [poster(by, f"/kullanicilar/{of.pk}/kapat/") for by, of in ((one, other), (other, one))]
    assert max(at_once(*works)) < 500
    assert User.objects.active().with_role("admin").count() == 1


def test_one_identity_number_is_registered_once() -> None:
    clerk, household = make_user("staff"), make_household(head={})
    address = f"/haneler/{household.pk}/yeni-kisi/"
    works = [poster(clerk, address, identity_number=NUMBER, **PERSON) for _ in range(4)]
    assert at_once(*works) == [302, 422, 422, 422]
    assert Beneficiary.objects.with_identity_number(NUMBER).count() == 1


def test_a_new_head_is_never_archived_at_the_same_moment() -> None:
    clerk = make_user("admin")
    for _ in range(5):
        household = make_household(head={})
        person = make_person(household)
        choose = poster(clerk, f"/haneler/{household.pk}/reis/", person=person.pk, former_relation="other")
        archive = poster(clerk, f"/kisiler/{person.pk}/durum/archived/", reason="Yanlış kayıt")
        assert max(at_once(choose, archive)) < 500
        household.refresh_from_db()
        assert household.head is not None
        assert household.head.status == "active"


def test_two_reveals_are_two_entries_of_their_own_actors() -> None:
    person = make_head(identity_number=NUMBER)
    clerks = [make_user("staff") for _ in range(4)]
    works = [poster(each, f"/kisiler/{person.pk}/goster/identity_number/", reason="Komisyon için") for each in clerks]
    assert at_once(*works) == [200] * 4
    seen = AuditEntry.objects.filter(action="view", row_pk=str(person.pk))
    assert sorted(seen.values_list("actor", flat=True)) == sorted(each.pk for each in clerks)


def test_a_mover_and_a_changer_of_state_do_not_pass_each_other() -> None:
    clerk = make_user("admin")
    for _ in range(5):
        person, target = make_person(make_household(head={})), make_household()
        move = poster(
            clerk, f"/kisiler/{person.pk}/tasi/", household=target.pk, relation="other", moved_on="01.01.2020"
        )
        retire = poster(clerk, f"/kisiler/{person.pk}/durum/passive/", reason="Ayrıldı")
        assert max(at_once(move, retire)) < 500
        person.refresh_from_db()
        assert person.moves.count() == (person.household_id == target.pk)


def test_two_savers_of_one_record_do_not_overwrite_each_other() -> None:
    clerk, person = make_user("admin"), make_head()
    address = f"/kisiler/{person.pk}/duzenle/"
    client = Client()
    client.force_login(clerk)
    stamp = client.get(address).context["form"].initial["stamp"]
    kept = {"last_name": person.last_name, "no_identity_reason": "unknown", "nationality": "TR", "stamp": stamp}
    works = [poster(clerk, address, first_name=name, **kept) for name in ("Ali", "Can")]
    assert at_once(*works) == [302, 422]


def test_a_service_refuses_whoever_was_moved_away_meanwhile() -> None:
    clerk, household = make_user("admin"), make_household(head={})
    person, target = make_person(household), make_household()
    stale = Beneficiary.objects.get(pk=person.pk)
    Beneficiary.objects.filter(pk=person.pk).update(household=target)
    target.head = person
    target.save(update_fields=["head"])
    make_person(target)
    with pytest.raises(ValidationError, match="reis"):
        services.change_person_state(person=stale, target="passive", by=clerk, reason="Ayrıldı")


def test_of_two_invitations_to_one_address_one_is_told() -> None:
    invited = {"email": "yeni@example.org", "full_name": "Yeni Kişi", "roles": "staff", "language": "tr"}
    statuses = at_once(*(poster(make_user("admin"), "/kullanicilar/davet/", **invited) for _ in range(3)))
    assert statuses == [302, 422, 422]
    assert User.objects.filter(email="yeni@example.org").count() == 1


def test_sign_ins_at_the_same_moment_keep_to_the_limit_of_sessions() -> None:
    SecuritySettings.objects.create(concurrent_sessions=2)
    user = make_user()

    def sign_in() -> Any:
        client = Client()
        with suppress(UpdateError):  # another one has ended it before it was written down
            client.force_login(user)
        return client.get("/giris/")

    assert max(at_once(*[sign_in] * 4)) < 400
    assert Session.objects.of(user).count() == 2
    ended = SecurityEvent.objects.filter(kind=EventKind.SESSION_ENDED)
    assert [event.details["reason"] for event in ended] == ["limit", "limit"]
