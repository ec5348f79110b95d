"""Texts and their delivery: what was given stays, and who was not told is found."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from privacy.models import NoticeDelivery, NoticeVersion
from privacy.querysets import uninformed
from privacy.services import notices
from privacy.subjects import SUBJECTS

from ..factories import make_household, make_person, make_user
from .rows import deliver, make_notice

pytestmark = pytest.mark.django_db


def missing(viewer):
    return {*uninformed(SUBJECTS["beneficiary"], viewer, NoticeVersion.objects.all())}


def test_versions_are_numbered_within_audience_and_language():
    numbers = [make_notice(language=each).number for each in ("tr", "tr", "ar")]
    assert numbers == [1, 2, 1]


def test_a_given_text_is_refused_by_the_service_and_by_the_database():
    version, clerk = make_notice(), make_user("admin")
    version.text = "Daha iyi"
    notices.change_notice(version=version, by=clerk)
    deliver(version, make_person())
    version.text = "Çok daha iyi"
    with pytest.raises(PermissionDenied, match="Yeni bir sürüm"):
        notices.change_notice(version=version, by=clerk)
    with pytest.raises(IntegrityError, match="cannot change"), transaction.atomic():
        NoticeVersion.objects.filter(pk=version.pk).update(text="Çok daha iyi")
    NoticeVersion.objects.filter(pk=version.pk).update(by=clerk)  # who wrote it is no part of what was given


def test_who_was_not_told():
    clerk = make_user("admin")
    told, untold, old = make_person(), make_person(), make_person()
    archived = make_person(status="archived")
    deliver(make_notice(), old)
    newest = make_notice()
    deliver(newest, told)
    assert missing(clerk) >= {untold, old}
    assert not missing(clerk) & {told, archived}
    make_notice(valid_from=timezone.localdate() + timedelta(days=1))
    assert told not in missing(clerk)  # the next text does not hold yet


def test_a_text_in_another_language_counts():
    person = make_person()
    make_notice()
    deliver(make_notice(language="ar"), person)
    assert person not in missing(make_user("admin"))


def test_only_people_within_sight_are_missing():
    visitor = make_user("volunteer")
    mine = make_person(make_household(assigned_to=visitor))
    make_person()
    assert missing(visitor) == {mine}


def test_a_text_is_given_once_and_to_its_own_people():
    person, version = make_person(), make_notice()
    assert deliver(version, person, make_person()) == 2
    assert deliver(version, person) == 0
    assert NoticeDelivery.objects.count() == 2
    delivery = NoticeDelivery(version=make_notice(audience="donor"))
    with pytest.raises(ValidationError, match="yazılmamış"):
        notices.record_delivery(
            kind=SUBJECTS["beneficiary"], people=[person.pk], delivery=delivery, by=make_user("admin")
        )


def test_the_page_of_a_person_says_whether_they_were_told(client):
    person, version = make_person(), make_notice()
    client.force_login(make_user("staff"))
    assert "Aydınlatma: verilmedi" in client.get(person.get_absolute_url()).content.decode()
    posted = {"version": version.pk, "channel": "paper", "delivered_on": "01.11.2026"}
    address = f"/kisisel-veriler/aydinlatma/kaydet/beneficiary/{person.pk}/"
    assert client.post(address, posted).status_code == 302
    assert "Aydınlatma: verildi" in client.get(person.get_absolute_url()).content.decode()
    make_notice()
    assert "eski metin verilmiş" in client.get(person.get_absolute_url()).content.decode()


def test_the_card_is_only_for_those_with_a_verb(client):
    visitor = make_user("volunteer")
    person = make_person(make_household(assigned_to=visitor))
    client.force_login(visitor)
    assert "Aydınlatma:" not in client.get(person.get_absolute_url()).content.decode()


def test_many_are_recorded_at_once(client):
    people, version = [make_person() for _ in range(3)], make_notice()
    client.force_login(make_user("staff"))
    ticked = "&".join(f"row={person.pk}" for person in people[:2])
    posted = {"version": version.pk, "channel": "read_out", "delivered_on": "01.11.2026"}
    client.post(f"/kisisel-veriler/aydinlatma/kaydet/beneficiary/?{ticked}", posted)
    assert {*NoticeDelivery.objects.values_list("subject_pk", flat=True)} == {each.pk for each in people[:2]}
    client.post("/kisisel-veriler/aydinlatma/kaydet/beneficiary/?all=1", posted)
    assert not missing(make_user("admin"))


def test_no_day_in_the_future(client):
    person, version = make_person(), make_notice()
    client.force_login(make_user("staff"))
    posted = {"version": version.pk, "channel": "paper", "delivered_on": "01.01.2090"}
    answer = client.post(f"/kisisel-veriler/aydinlatma/kaydet/beneficiary/{person.pk}/", posted)
    assert answer.status_code == 422
    assert "Gelecekte" in answer.content.decode()


def test_a_new_version_begins_with_the_text_of_the_old_one(client):
    version = make_notice(text="Eski metin")
    client.force_login(make_user("board"))
    assert "Eski metin" in client.get(f"/kisisel-veriler/aydinlatma/yeni/?of={version.pk}").content.decode()
    posted = {"audience": "beneficiary", "language": "tr", "valid_from": "01.01.2026", "text": "Yeni metin"}
    client.post("/kisisel-veriler/aydinlatma/yeni/", posted)
    assert NoticeVersion.objects.get(number=2).text == "Yeni metin"
