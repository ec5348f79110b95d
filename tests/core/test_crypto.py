"""Encrypted fields: unreadable in the database, bound to their column, readable while any key of theirs is present."""

import base64
from io import StringIO

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from beneficiaries.models import BankAccount, Beneficiary
from kafkasder.core import crypto
from kafkasder.core.management.commands import rotate_field_keys

OLD, NEW = (base64.b64encode(bytes([byte]) * 32).decode() for byte in (1, 2))


@pytest.fixture
def keys(settings):
    def use(*present: str) -> None:
        settings.FIELD_KEYS = list(present)

    use(OLD)
    return use


def test_what_is_encrypted_comes_back_and_never_looks_the_same(keys) -> None:
    first, second = (crypto.encrypt("12345678950 şğı", "a.b") for _ in range(2))
    assert first != second
    assert crypto.decrypt(first, "a.b") == crypto.decrypt(second, "a.b") == "12345678950 şğı"
    assert b"12345678950" not in first


def test_a_value_does_not_open_in_another_column(keys) -> None:
    with pytest.raises(crypto.UnreadableValue):
        crypto.decrypt(crypto.encrypt("gizli", "person.iban"), "person.identity_number")


def test_a_changed_value_does_not_open(keys) -> None:
    sealed = bytearray(crypto.encrypt("gizli", "a.b"))
    sealed[-1] ^= 1
    with pytest.raises(crypto.UnreadableValue):
        crypto.decrypt(bytes(sealed), "a.b")


def test_a_new_key_writes_while_the_old_one_still_reads(keys) -> None:
    before = crypto.encrypt("gizli", "a.b")
    keys(NEW, OLD)
    assert crypto.decrypt(before, "a.b") == "gizli"
    after = crypto.encrypt("gizli", "a.b")
    keys(NEW)
    assert crypto.decrypt(after, "a.b") == "gizli"
    with pytest.raises(crypto.UnreadableValue, match="FIELD_KEYS"):
        crypto.decrypt(before, "a.b")


def test_blind_indexes_find_under_every_key(keys) -> None:
    before = crypto.blind_index("12345678950", "identity")
    keys(NEW, OLD)
    assert crypto.blind_index("12345678950", "identity") != before
    assert before in crypto.blind_indexes("12345678950", "identity")
    assert crypto.blind_index("12345678950", "identity") != crypto.blind_index("12345678950", "other")


def test_a_malformed_key_is_named(keys) -> None:
    keys("c2hvcnQ=")
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        crypto.encrypt("x", "a.b")


@pytest.mark.django_db
def test_the_database_holds_no_clear_value(make_person) -> None:
    person = make_person(identity_number="10000000146")
    with connection.cursor() as cursor:
        cursor.execute(
            "select row_to_json(b)::text, identity_number from beneficiaries_beneficiary b where id = %s", [person.pk]
        )
        whole, number = cursor.fetchone()
    assert "10000000146" not in whole
    assert b"10000000146" not in bytes(number)
    person.refresh_from_db()
    assert person.identity_number == "10000000146"


@pytest.mark.django_db
def test_an_empty_value_is_null_and_an_encrypted_column_cannot_be_searched(make_person) -> None:
    person = make_person(identity_number="", no_identity_reason="unknown")
    assert Beneficiary.objects.filter(identity_number__isnull=True, pk=person.pk).exists()
    with pytest.raises(FieldError):
        Beneficiary.objects.filter(identity_number="100").exists()


@pytest.mark.django_db
def test_rotation_brings_every_value_under_the_newest_key(keys, make_person, settings) -> None:
    person = make_person(identity_number="10000000146")
    account = BankAccount.objects.create(household=person.household, person=person, iban="TR730006200001234567890123")
    empty = make_person()
    keys(NEW, OLD)
    assert Beneficiary.objects.with_identity_number("10000000146").get() == person  # found while both keys are present
    call_command("rotate_field_keys", stdout=StringIO())
    keys(NEW)
    person.refresh_from_db()
    account.refresh_from_db()
    assert (person.identity_number, account.iban) == ("10000000146", "TR730006200001234567890123")
    assert BankAccount.objects.with_iban("TR730006200001234567890123").get() == account
    assert Beneficiary.objects.with_identity_number("10000000146").get() == person
    empty.refresh_from_db()
    assert empty.identity_index is None
    assert not crypto.written_with_an_older_key(Beneficiary).exists()


@pytest.mark.django_db
def test_the_command_asks_whatever_else_is_encrypted(monkeypatch) -> None:
    registered: list[crypto.Rotation] = []
    for module in (crypto, rotate_field_keys):
        monkeypatch.setattr(module, "ROTATIONS", registered)
    crypto.register_rotation("dosyalar", lambda: 7)
    told = StringIO()
    call_command("rotate_field_keys", stdout=told)
    assert "dosyalar: 7" in told.getvalue()


@pytest.mark.django_db
def test_bulk_created_rows_have_their_blind_index(keys, make_household) -> None:
    Beneficiary.objects.bulk_create(
        [Beneficiary(household=make_household(), first_name="A", last_name="B", identity_number="10000000146")]
    )
    assert Beneficiary.objects.with_identity_number("10000000146").exists()
