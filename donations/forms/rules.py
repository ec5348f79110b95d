"""The rules that bind several fields of a donor, for the pages' form and the import alike."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.places import districts

from ..choices import ORGANISATIONS, DonorKind

Values = dict[str, Any]
Problems = dict[str, ValidationError]
_IDENTITY_DIGITS = 11
_PERSONAL = ("name", "number", "contact_name", "phone", "email", "province", "district", "address", "notes")


def check_donor(values: Values) -> Problems:
    """Return what is wrong with a donor's cleaned values, by the name of the field."""
    if values.get("kind") == DonorKind.ANONYMOUS:
        return _check_anonymous(values)
    rules = (_check_name, _check_number, _check_contact, check_place)
    return {name: problem for rule in rules for name, problem in rule(values).items()}


def check_place(values: Values) -> Problems:
    """Refuse a district without its province, or of another one."""
    province, district = values.get("province"), values.get("district")
    if district and not province:
        return _problem("province", _("İlçe seçildiyse ili de seçin."), "province_required")
    if district and district not in districts(province):
        return _problem("district", _("Bu ilçe seçilen ilde değil."), "district_elsewhere")
    return {}


def _check_anonymous(values: Values) -> Problems:
    told = _("İsmini vermek istemeyen bağışçının hiçbir kişisel bilgisi tutulmaz.")
    return {name: ValidationError(told, code="anonymous") for name in _PERSONAL if values.get(name)}


def _check_name(values: Values) -> Problems:
    return {} if values.get("name") else _problem("name", _("Adını ya da unvanını yazın."), "name_required")


def _check_number(values: Values) -> Problems:
    """A person has an identity number; a business that is one person's own pays its taxes under that one too."""
    number, kind = values.get("number"), values.get("kind")
    if not number or kind == DonorKind.COMPANY:
        return {}
    is_identity = len(number) == _IDENTITY_DIGITS
    if kind == DonorKind.INDIVIDUAL and not is_identity:
        return _problem("number", _("Kişinin T.C. kimlik numarası 11 hanelidir."), "identity_number_required")
    if kind in ORGANISATIONS and is_identity:
        return _problem("number", _("Kurumun vergi numarası 10 hanelidir."), "tax_number_required")
    return {}


def _check_contact(values: Values) -> Problems:
    if values.get("contact_name") and values.get("kind") not in ORGANISATIONS:
        return _problem("contact_name", _("İlgili kişi yalnız kurumlar için yazılır."), "contact_of_person")
    return {}


def _problem(field: str, text: str | Promise, code: str) -> Problems:
    return {field: ValidationError(text, code=code)}
