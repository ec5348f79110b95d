"""What the form fields understand, what they refuse, and how they show a stored value again."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field, Form

from kafkasder.core.fields import (
    IbanField,
    IdentityNumberField,
    LineField,
    MoneyField,
    NameField,
    PhoneField,
    SecretInput,
    TurkishDateField,
)

IBAN = "TR330006100519786457841326"
NEXT_YEAR = datetime.date.today().year + 1


@pytest.mark.parametrize(
    ("field", "typed", "cleaned"),
    [
        (LineField(), "  Hunat   Mah. ", "Hunat Mah."),
        (NameField(), "ŞÜKRÜ  IŞIK", "Şükrü Işık"),
        (NameField(), "el-hamad", "El-Hamad"),
        (NameField(), "McDonald", "McDonald"),
        (PhoneField(), "0 (532) 123 45 67", "+905321234567"),
        (PhoneField(required=False), "", ""),
        (IdentityNumberField(), "100 000 001 46", "10000000146"),
        (IbanField(), "tr33 0006 1005 1978 6457 8413 26", IBAN),
        (MoneyField(), "1.234,56", Decimal("1234.56")),
        (MoneyField(), "1234,5 ₺", Decimal("1234.5")),
        (MoneyField(), "12.500 TL", Decimal(12500)),
        (MoneyField(), "1234.56", Decimal("1234.56")),
        (MoneyField(), "1,234.56", Decimal("1234.56")),
        (MoneyField(), Decimal("7.5"), Decimal("7.5")),
        (TurkishDateField(), "15.03.1985", datetime.date(1985, 3, 15)),
        (TurkishDateField(), "5/3/1985", datetime.date(1985, 3, 5)),
        (TurkishDateField(), "5.3.85", datetime.date(1985, 3, 5)),
        (TurkishDateField(), f"5.3.{NEXT_YEAR % 100:02}", datetime.date(NEXT_YEAR - 100, 3, 5)),
        (TurkishDateField(may_lie_ahead=True), f"5.3.{NEXT_YEAR % 100:02}", datetime.date(NEXT_YEAR, 3, 5)),
        (TurkishDateField(may_lie_ahead=True), "5.3.85", datetime.date(1985, 3, 5)),
        (TurkishDateField(), "1985-03-15", datetime.date(1985, 3, 15)),
        (TurkishDateField(), datetime.datetime(1985, 3, 15, 0, 0), datetime.date(1985, 3, 15)),
        (TurkishDateField(required=False), "", None),
    ],
)
def test_understands(field: Field, typed: Any, cleaned: Any) -> None:
    assert field.clean(typed) == cleaned


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        (PhoneField(), "12345", "phone"),
        (IdentityNumberField(), "10000000145", "identity_checksum"),
        (IbanField(), "TR330006100519786457841327", "iban_checksum"),
        (MoneyField(), "1,234", "money_form"),
        (MoneyField(), "12.34.5", "money_form"),
        (MoneyField(), "bin lira", "money_form"),
        (MoneyField(), "-5", "min_value"),
        (TurkishDateField(), "31.02.1985", "date_unknown"),
        (TurkishDateField(), "15.03.985", "date_form"),
        (TurkishDateField(), "31.02.85", "date_unknown"),
        (TurkishDateField(), "03/1985", "date_form"),
    ],
)
def test_refuses(field: Field, typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        field.clean(typed)
    assert refusal.value.error_list[0].code == code


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        (PhoneField(), "+905321234567", "0532 123 45 67"),
        (IbanField(), IBAN, "TR33 0006 1005 1978 6457 8413 26"),
        (MoneyField(), Decimal("1234.5"), "1.234,50"),
        (TurkishDateField(), datetime.date(1985, 3, 5), "05.03.1985"),
    ],
)
def test_shows_a_stored_value_as_people_write_it(field: Field, stored: Any, shown: str) -> None:
    assert field.prepare_value(stored) == shown
    assert not field.has_changed(field.clean(stored), shown)


def test_a_secret_input_shows_only_the_mask() -> None:
    class PersonForm(Form):
        phone = PhoneField(required=False, widget=SecretInput())

    form = PersonForm()
    form.fields["phone"].widget.stored = "0532 *** ** 67"
    html = str(form["phone"])
    assert "0532 *** ** 67. Boş bırakılırsa değişmez." in html
    assert 'name="phone-remove"' in html


def test_a_secret_input_without_a_stored_value_is_an_ordinary_input() -> None:
    assert "remove" not in SecretInput().render("phone", "0532")
