"""The person's page and its forms: members, look-alikes, moves, documents."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import BankAccount, Beneficiary, HouseholdMove, IdentityDocument
from beneficiaries.states import PersonStatus

pytestmark = pytest.mark.django_db
IDENTITY = "10000000146"
OTHER_IDENTITY = "99010003170"
BORN = date(1985, 3, 15)


def url(name: str, *args: Any) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def typed(**fields: Any) -> dict[str, Any]:
    return {
        "first_name": "Ayşe",
        "last_name": "Yılmaz",
        "no_identity_reason": "refused",
        "nationality": "TR",
        "legal_status": "citizen",
        "relation": "daughter",
    } | fields


# The page


def test_the_page_tells_of_a_person_and_masks_what_is_masked(clerk: Client, make_person: Any) -> None:
    person = make_person(
        first_name="Şükrü",
        identity_number=IDENTITY,
        phone="+905339876543",
        birth_date=BORN,
        orphan_type="father_dead",
    )
    IdentityDocument.objects.create(person=person, kind="passport", number="U1234567", country="SY")
    BankAccount.objects.create(household=person.household, person=person, iban="TR330006100519786457841326")
    html = page(clerk, person.get_absolute_url())
    for shown in ("Şükrü", "15 Mart 1985", "Yetim (babası vefat)", "Pasaport", "100******46", "0533 *** ** 43", "1326"):
        assert shown in html
    for secret in (IDENTITY, "9876543", "00610051", "U1234567"):
        assert secret not in html.replace(" ", "")


def test_as_many_queries_for_one_document_and_move_as_for_three(clerk: Client, make_person: Any) -> None:
    counts = []
    for size in (1, 3):
        person = make_person()
        for _ in range(size):
            IdentityDocument.objects.create(person=person, kind="passport", number="U1234567")
            HouseholdMove.objects.create(
                person=person, source=make_person().household, target=person.household, moved_on=timezone.localdate()
            )
        with CaptureQueriesContext(connection) as queries:
            page(clerk, person.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_sees_only_given_households_sees_only_their_people(
    as_role: Any, make_household: Any, make_person: Any
) -> None:
    volunteer = as_role("volunteer")
    theirs, other = make_person(make_household(assigned_to=volunteer.user)), make_person()
    assert volunteer.get(theirs.get_absolute_url()).status_code == 200
    assert volunteer.get(other.get_absolute_url()).status_code == 404


# New members


def test_a_member_is_added(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    answer = clerk.post(url("member_create", household.pk), typed(birth_year="2015", phone="0533 987 65 43"))
    person = household.members.get(relation="daughter")
    assert answer.headers["Location"] == household.get_absolute_url()
    assert (person.relation, person.birth_year, person.phone) == ("daughter", 2015, "+905339876543")


def test_one_button_goes_on_with_the_next_member(clerk: Client, make_household: Any) -> None:
    address = url("member_create", make_household(head={}).pk)
    assert clerk.post(address, typed(another="1")).headers["Location"] == address


def test_the_first_member_becomes_the_head(clerk: Client, make_household: Any) -> None:
    household = make_household()
    clerk.post(url("member_create", household.pk), typed())
    household.refresh_from_db()
    assert (str(household.head), household.head.relation) == ("Ayşe Yılmaz", "self")


def test_nobody_becomes_a_second_head_by_relation(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    assert clerk.post(url("member_create", household.pk), typed(relation="self")).status_code == 422


def test_a_household_is_looked_for_with_and_without_a_script(clerk: Client, make_household: Any) -> None:
    household = make_household(head={"first_name": "Şükrü", "last_name": "Işık"})
    hits = clerk.post(url("household_search"), {"search": "isik"}).content.decode()
    assert household.file_number in hits
    found = clerk.post(url("person_create"), {"search": "isik", "find": "1"}).content.decode()
    assert household.file_number in found
    chosen = clerk.post(url("person_create"), {"household": household.pk})
    assert chosen.headers["Location"] == url("member_create", household.pk)


# Look-alikes


def test_an_identity_number_is_taken_once(clerk: Client, make_household: Any, make_person: Any) -> None:
    known, household = make_person(identity_number=IDENTITY), make_household(head={})
    data = typed(identity_number=IDENTITY, no_identity_reason="")
    answer = clerk.post(url("member_create", household.pk), data | {"not-the-same": str(known.pk)})
    assert answer.status_code == 422
    assert known.get_absolute_url() in answer.content.decode()
    assert clerk.post(url("member_create", household.pk), data | {"identity_number": OTHER_IDENTITY}).status_code == 302


def test_a_look_alike_is_saved_only_with_its_tick(clerk: Client, make_household: Any, make_person: Any) -> None:
    known = make_person(first_name="Ayşe", last_name="Yilmaz", birth_year=1985)
    household = make_household(head={})
    data = typed(birth_date="15.03.1985")
    answer = clerk.post(url("member_create", household.pk), data)
    assert answer.status_code == 422
    assert "Adı ve doğum tarihi aynı" in answer.content.decode()
    second = make_person(first_name="AYŞE", last_name="Yılmaz", birth_year=1985)  # turned up after the page was drawn
    ticked = clerk.post(url("member_create", household.pk), data | {"not-the-same": str(known.pk)})
    assert ticked.status_code == 422
    both = f"{known.pk},{second.pk}"
    assert clerk.post(url("member_create", household.pk), data | {"not-the-same": both}).status_code == 302


def test_a_look_alike_is_told_while_typing(clerk: Client, make_person: Any) -> None:
    known = make_person(first_name="Ayşe", last_name="Yılmaz", birth_year=1985)
    head = {"form": "head", "head-first_name": "ayse", "head-last_name": "YILMAZ", "head-birth_year": "1985"}
    html = clerk.post(url("duplicates"), head).content.decode()
    assert known.get_absolute_url() in html
    assert f'value="{known.pk}"' in html
    assert "checked" not in html
    assert "checked" in clerk.post(url("duplicates"), head | {"not-the-same": str(known.pk)}).content.decode()
    assert (
        known.get_absolute_url()
        not in clerk.post(url("duplicates"), head | {"head-birth_year": "1986"}).content.decode()
    )


def test_half_typed_values_are_no_obstacle(clerk: Client, make_person: Any) -> None:
    known = make_person(first_name="Ayşe", last_name="Yılmaz", birth_year=1985)
    data = {"first_name": "Ayşe", "last_name": "Yılmaz", "birth_year": "1985", "identity_number": "100", "phone": "05"}
    assert known.get_absolute_url() in clerk.post(url("duplicates"), data).content.decode()


def test_somebody_who_may_not_be_seen_is_not_named(
    as_role: Any, make_user: Any, make_household: Any, make_person: Any
) -> None:
    """A volunteer with the right to add: an equal identity number stops them, without telling whose it is."""
    from django.contrib.auth.models import Permission

    volunteer = as_role("volunteer")
    volunteer.user.user_permissions.add(Permission.objects.get(codename="add_beneficiary"))
    theirs = make_household(head={}, assigned_to=volunteer.user)
    hidden = make_person(first_name="Gizem", last_name="Saklı", identity_number=IDENTITY, phone="+905339876543")
    equal = volunteer.post(
        url("member_create", theirs.pk), typed(identity_number=IDENTITY, no_identity_reason="")
    ).content.decode()
    assert "Görme yetkinizin olmadığı bir kayıt" in equal
    assert "Gizem" not in equal
    assert hidden.get_absolute_url() not in equal
    similar = volunteer.post(url("duplicates"), {"first_name": "Gizem", "last_name": "Saklı", "phone": "05339876543"})
    assert similar.content.decode().strip() == ""


# Changing


def test_untouched_values_stay_as_they_are(clerk: Client, make_household: Any, make_person: Any, filled: Any) -> None:
    person = make_person(
        make_household(head={}),
        identity_number=IDENTITY,
        phone="+905339876543",
        birth_date=BORN,
        nationality="TR",
        relation="spouse",
        email="ayse@example.org",
    )
    fields = [field.name for field in Beneficiary._meta.concrete_fields if field.name != "updated_at"]
    before = [getattr(Beneficiary.objects.get(pk=person.pk), name) for name in fields]
    edit = url("person_edit", person.pk)
    assert clerk.post(edit, filled(page(clerk, edit))).status_code == 302
    assert [getattr(Beneficiary.objects.get(pk=person.pk), name) for name in fields] == before


def test_a_masked_value_is_replaced_by_a_new_one_and_removed_by_its_tick(
    clerk: Client, make_person: Any, filled: Any
) -> None:
    person = make_person(identity_number=IDENTITY, phone="+905339876543")
    edit = url("person_edit", person.pk)
    html = page(clerk, edit)
    assert IDENTITY not in html
    changed = {"identity_number": OTHER_IDENTITY, "phone-remove": "on", "nationality": "SY", "legal_status": ""}
    assert clerk.post(edit, filled(html, **changed)).status_code == 302
    person.refresh_from_db()
    assert (person.identity_number, person.phone) == (OTHER_IDENTITY, "")


def test_an_identity_number_is_removed_only_for_a_reason(clerk: Client, make_person: Any, filled: Any) -> None:
    person = make_person(identity_number=IDENTITY)
    edit = url("person_edit", person.pk)
    data = filled(page(clerk, edit), **{"identity_number-remove": "on"})
    assert clerk.post(edit, data).status_code == 422
    assert clerk.post(edit, data | {"no_identity_reason": "refused"}).status_code == 302
    person.refresh_from_db()
    assert (person.identity_number, person.identity_index, person.no_identity_reason) == ("", None, "refused")


def test_a_corrected_birth_date_takes_the_year_along(clerk: Client, make_person: Any, filled: Any) -> None:
    person = make_person(birth_date=BORN)
    edit = url("person_edit", person.pk)
    assert clerk.post(edit, filled(page(clerk, edit), birth_date="15.03.1986")).status_code == 302
    person.refresh_from_db()
    assert person.birth_year == 1986


def test_known_look_alikes_do_not_stop_other_changes(clerk: Client, make_person: Any, filled: Any) -> None:
    make_person(first_name="Ayşe", last_name="Yılmaz", birth_year=1985)
    person = make_person(first_name="Ayşe", last_name="Yılmaz", birth_year=1985)
    edit = url("person_edit", person.pk)
    html = page(clerk, edit)
    assert clerk.post(edit, filled(html, occupation="Terzi")).status_code == 302
    assert clerk.post(edit, filled(page(clerk, edit), phone="05339876543")).status_code == 422


# States and moves


def test_a_person_dies_and_the_entry_is_corrected(clerk: Client, make_household: Any, make_person: Any) -> None:
    person = make_person(make_household(head={}))
    clerk.post(url("person_state", person.pk, "deceased"), {"reason": "Ölüm belgesi görüldü"})
    person.refresh_from_db()
    assert person.status == PersonStatus.DECEASED
    html = page(clerk, person.get_absolute_url())
    assert url("person_move", person.pk) not in html
    assert clerk.get(url("person_move", person.pk)).status_code == 403


def test_a_person_moves_and_the_page_remembers(clerk: Client, make_household: Any, make_person: Any) -> None:
    old, new = make_household(head={}), make_household(head={})
    person = make_person(old, relation="daughter")
    today = f"{timezone.localdate():%d.%m.%Y}"
    data = {"household": new.pk, "relation": "spouse", "moved_on": today, "reason": "Evlendi"}
    assert clerk.post(url("person_move", person.pk), data).status_code == 302
    person.refresh_from_db()
    assert (person.household, person.relation) == (new, "spouse")
    html = page(clerk, person.get_absolute_url())
    assert old.file_number in html
    assert "Evlendi" in html


def test_a_head_moves_only_with_a_successor(clerk: Client, make_household: Any, make_person: Any) -> None:
    old, new = make_household(head={}), make_household(head={})
    head, wife = old.head, make_person(old, relation="spouse")
    data = {"household": new.pk, "relation": "other", "moved_on": "01.02.2024"}
    assert clerk.post(url("person_move", head.pk), data).status_code == 422
    assert clerk.post(url("person_move", head.pk), data | {"new_head": wife.pk}).status_code == 302
    old.refresh_from_db()
    assert old.head == wife


@pytest.mark.parametrize("wrong", [{"moved_on": "01.01.2999"}, {"household": ""}, {"moved_on": ""}])
def test_a_move_that_makes_no_sense_is_refused(
    clerk: Client, make_household: Any, make_person: Any, wrong: dict[str, str]
) -> None:
    person = make_person(make_household(head={}))
    data = {"household": make_household().pk, "relation": "other", "moved_on": "01.02.2024"} | wrong
    assert clerk.post(url("person_move", person.pk), data).status_code == 422
    assert not HouseholdMove.objects.exists()


def test_nobody_is_moved_to_a_household_out_of_sight(as_role: Any, make_household: Any, make_person: Any) -> None:
    from django.contrib.auth.models import Permission

    volunteer = as_role("volunteer")
    volunteer.user.user_permissions.add(Permission.objects.get(codename="move_beneficiary"))
    person = make_person(make_household(head={}, assigned_to=volunteer.user))
    hidden, theirs = make_household(), make_household(head={}, assigned_to=volunteer.user)
    data = {"relation": "other", "moved_on": "01.02.2024"}
    assert volunteer.post(url("person_move", person.pk), data | {"household": hidden.pk}).status_code == 422
    assert volunteer.post(url("person_move", person.pk), data | {"household": theirs.pk}).status_code == 302


def test_looking_for_a_household_to_move_to_loses_nothing(clerk: Client, make_household: Any, make_person: Any) -> None:
    person, target = make_person(make_household(head={})), make_household(head={"last_name": "Işık"})
    answer = clerk.post(url("person_move", person.pk), {"find": "1", "search": "işık", "reason": "Evlendi"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert target.file_number in html
    assert "Evlendi" in html
    assert "field-errors" not in html


# Documents


def test_a_document_is_added_and_changed_behind_its_mask(clerk: Client, make_person: Any, filled: Any) -> None:
    person = make_person()
    data = {"kind": "passport", "number": "U1234567", "country": "SY", "issued_on": "01.02.2020", "expires_on": ""}
    assert clerk.post(url("document_create", person.pk), data).status_code == 302
    document = person.documents.get()
    edit = url("document_edit", document.pk)
    html = page(clerk, edit)
    assert "U1234567" not in html
    assert clerk.post(edit, filled(html, expires_on="01.01.2019")).status_code == 422
    assert clerk.post(edit, filled(html, expires_on="01.02.2030")).status_code == 302
    document.refresh_from_db()
    assert (document.number, document.expires_on.year) == ("U1234567", 2030)
