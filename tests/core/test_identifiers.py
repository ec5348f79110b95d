"""Identity numbers, IBANs and phone numbers: what is understood, refused, shown and masked."""

import pytest
from django.core.exceptions import ValidationError

from kafkasder.core import identifiers


@pytest.mark.parametrize(
    "number",
    [
        "10000000146",
        "12345678950",
        "98765432150",
        "19090909018",
        "19191909054",
        "18080808058",
        "99000000110",
        "99123456740",
    ],
)
def test_right_identity_numbers_pass(number: str) -> None:
    assert identifiers.clean_identity_number(number) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("10000000147", "identity_checksum"),
        ("10000000416", "identity_checksum"),
        ("11111111111", "identity_checksum"),
        ("01234567890", "identity_checksum"),
        ("00000000000", "identity_checksum"),
        ("1000000014", "identity_length"),
        ("100000001460", "identity_length"),
        ("1234567895A", "identity_digits"),
        ("١٢٣٤٥٦٧٨٩٥٠", "identity_digits"),
    ],
)
def test_wrong_identity_numbers_say_why(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        identifiers.clean_identity_number(typed)
    assert refusal.value.code == code


def test_identity_numbers_survive_spreadsheets() -> None:
    assert identifiers.clean_identity_number(" 123 456 789 50 ") == "12345678950"
    assert identifiers.clean_identity_number("12345678950.0") == "12345678950"


@pytest.mark.parametrize(
    "typed",
    [
        "0532 123 45 67",
        "(0532) 123 45 67",
        "5321234567",
        "+90 532 123 45 67",
        "0090 532-123-45-67",
        "905321234567",
        "5321234567.0",
    ],
)
def test_phone_numbers_are_understood_in_every_dress(typed: str) -> None:
    assert identifiers.clean_phone(typed) == "+905321234567"


@pytest.mark.parametrize(
    "typed", ["532 123 45 6", "0132 123 45 67", "12345", "+90 532 123 45", "telefon yok", "05321234567a"]
)
def test_wrong_phone_numbers_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        identifiers.clean_phone(typed)


def test_landlines_short_and_foreign_numbers_pass() -> None:
    assert identifiers.clean_phone("0352 222 11 00") == "+903522221100"
    assert identifiers.clean_phone("0850 222 11 00") == "+908502221100"
    assert identifiers.clean_phone("444 12 34") == "4441234"
    assert identifiers.clean_phone("+49 151 1234 5678") == "+4915112345678"


def test_ibans_are_checked() -> None:
    assert identifiers.clean_iban("tr73 0006 2000 0123 4567 8901 23") == "TR730006200001234567890123"
    for wrong in ("TR730006200001234567890124", "TR73000620000123456789012", "DE89370400440532013000"):
        with pytest.raises(ValidationError):
            identifiers.clean_iban(wrong)


def test_masks_keep_what_tells_people_apart_and_no_more() -> None:
    assert identifiers.mask_identity_number("12345678901") == "123******01"
    assert identifiers.mask_phone("+905321234567") == "0532 *** ** 67"
    assert identifiers.mask_iban("TR730006200001234567890123") == "TR** **** **** 0123"
    assert identifiers.mask_identity_number("") == identifiers.mask_phone("") == identifiers.mask_iban("") == ""


def test_numbers_are_shown_as_turkish_readers_write_them() -> None:
    assert identifiers.format_phone("+905321234567") == "0532 123 45 67"
    assert identifiers.format_phone("+4915112345678") == "+4915112345678"
    assert identifiers.format_iban("TR730006200001234567890123") == "TR73 0006 2000 0123 4567 8901 23"
