"""Turkish identity numbers, IBANs and phone numbers: cleaning of what people type, showing, and masking."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.tr import tckimlik, vkn

COUNTRY_CODE = "+90"
_NOT_A_DIGIT = re.compile(r"\D+")
_SEPARATORS = re.compile(r"[\s().\-/]+")
_TURKISH_NUMBER = re.compile(r"(?:\+?90|0)?(5\d{9}|[234]\d{9}|850\d{7})")
_SHORT_NUMBER = re.compile(r"0?(444\d{4})")
_FOREIGN_NUMBER = re.compile(r"\+(?!90)[1-9]\d{7,14}")


def clean_identity_number(text: str) -> str:
    """Return the eleven digits of a T.C. or foreigner's identity number.

    Raise ValidationError unless there are eleven digits whose check digits agree. Sheets that turned the number into
    a figure (`12345678950.0`) are understood.
    """
    digits = _SEPARATORS.sub("", text.strip().removesuffix(".0"))
    if not digits.isascii() or not digits.isdigit():
        raise ValidationError(_("Kimlik numarası yalnız rakamlardan oluşur."), code="identity_digits")
    if len(digits) != 11:
        raise ValidationError(
            _("Kimlik numarası 11 hanelidir; %(count)d hane yazılmış."),
            code="identity_length",
            params={"count": len(digits)},
        )
    if not tckimlik.is_valid(digits):
        raise ValidationError(_("T.C. kimlik no geçersiz: denetim haneleri tutmuyor."), code="identity_checksum")
    return digits


def clean_tax_number(text: str) -> str:
    """Return the ten digits of a Turkish tax number; raise ValidationError if its check digit does not agree."""
    digits = _SEPARATORS.sub("", text.strip().removesuffix(".0"))
    if not digits.isascii() or not digits.isdigit() or len(digits) != 10:
        raise ValidationError(_("Vergi numarası 10 rakamdır."), code="tax_number_length")
    if not vkn.is_valid(digits):
        raise ValidationError(_("Vergi numarası geçersiz: denetim hanesi tutmuyor."), code="tax_number_checksum")
    return digits


def clean_taxpayer_number(text: str) -> str:
    """Return the number by which a taxpayer is known: ten digits of a tax number, or eleven of an identity number.

    People pay taxes under their identity number, and so do the businesses that are one person's own.
    """
    digits = _SEPARATORS.sub("", text.strip().removesuffix(".0"))
    return clean_tax_number(text) if len(digits) == 10 else clean_identity_number(text)


def is_taxpayer_number(text: str) -> bool:
    """Whether `text` is a whole tax or identity number whose check digits agree."""
    return bool(tckimlik.is_valid(text) or vkn.is_valid(text))


def is_foreign_identity_number(digits: str) -> bool:
    """Whether these eleven digits are a foreigner's number (yabancı kimlik no)."""
    return digits.startswith(("99", "98"))


def clean_iban(text: str) -> str:
    """Return a Turkish IBAN as 26 characters; raise ValidationError if it is not one."""
    compact = _SEPARATORS.sub("", text).upper()  # ASCII capitals: a Turkish upper() would make TR of no "tr"
    if not compact.startswith("TR") or len(compact) != 26:
        raise ValidationError(_("IBAN, TR ile başlayan 26 karakterdir."), code="iban_form")
    try:
        return str(iban.validate(compact))
    except StdnumError:
        raise ValidationError(_("IBAN geçersiz: denetim haneleri tutmuyor."), code="iban_checksum") from None


def clean_phone(text: str) -> str:
    """Return a phone number in E.164 (`+905321234567`); short 444 numbers stay as seven digits.

    Turkish numbers may come with or without +90, 0090 or 0. Raise ValidationError for anything else but a foreign
    number with its leading plus.
    """
    compact = _SEPARATORS.sub("", text.strip().removesuffix(".0"))
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    if turkish := _TURKISH_NUMBER.fullmatch(compact):
        return COUNTRY_CODE + turkish[1]
    if short := _SHORT_NUMBER.fullmatch(compact):
        return short[1]
    if _FOREIGN_NUMBER.fullmatch(compact):
        return compact
    raise ValidationError(_("Telefon numarası eksik ya da hatalı. Örnek: 0532 123 45 67"), code="phone")


def format_phone(number: str) -> str:
    """Return an E.164 number as Turkish readers write it: `0532 123 45 67`; foreign ones stay as they are."""
    if not number.startswith(COUNTRY_CODE):
        return number
    national = number.removeprefix(COUNTRY_CODE)
    return f"0{national[:3]} {national[3:6]} {national[6:8]} {national[8:]}"


def format_iban(number: str) -> str:
    """Return an IBAN in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def mask_identity_number(digits: str) -> str:
    """Return `123******01` for `12345678901`; a shorter text loses all but its last two characters."""
    if len(digits) < 11:
        return "*" * max(len(digits) - 2, 0) + digits[-2:] if digits else ""
    return f"{digits[:3]}******{digits[-2:]}"


def mask_phone(number: str) -> str:
    """Return `0532 *** ** 67` for `+905321234567`; other numbers keep their first three and last two characters."""
    if not number.startswith(COUNTRY_CODE):
        return f"{number[:3]} *** {number[-2:]}" if number else ""
    shown = format_phone(number)
    return f"{shown[:4]} *** ** {shown[-2:]}"


def mask_iban(number: str) -> str:
    """Return the country and the last four characters of an IBAN."""
    return f"{number[:2]}** **** **** {number[-4:]}" if number else ""


def mask_document_number(number: str) -> str:
    """Return the last three characters of a passport's or card's number; of a short one nothing."""
    shown = number[-3:] if len(number) > 3 else ""
    return "*" * (len(number) - len(shown)) + shown


def digits_of(text: str) -> str:
    """Return the digits in `text`, for search."""
    return _NOT_A_DIGIT.sub("", text)
