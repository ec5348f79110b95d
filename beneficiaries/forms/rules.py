"""The rules that bind several fields of a record, as functions of cleaned values.

The forms of the pages and the import ask the same functions. Each returns what is wrong by the name of the field, and
may complete `values` with what follows from them.
"""

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import squeeze

from ..choices import LegalStatus, MaritalStatus
from ..countries import Country
from ..models.person import OLDEST_BIRTH_YEAR

Values = dict[str, Any]
Problems = dict[str, ValidationError]

YOUNGEST_MARRIED: Final = 16  # no court permits a marriage before that
_NEIGHBOURHOOD_WORD = re.compile(r"\s+(?:mahallesi|mahalle|mah|mh)\.?$", re.IGNORECASE)


def check_person(values: Values) -> Problems:
    """Check a person's cleaned values; the birth year is completed from the date."""
    rules = (_check_birth, _check_identity, _check_origin, _check_marriage)
    return {name: problem for rule in rules for name, problem in rule(values).items()}


def check_household(values: Values) -> Problems:
    """Check a household's cleaned values."""
    province, district = values.get("province"), values.get("district")
    if district and not province:
        return _problem("province", _("İlçe seçildiyse ili de seçin."), "province_required")
    if district and district.province_id != province.pk:
        return _problem("district", _("Bu ilçe seçilen ilde değil."), "district_elsewhere")
    return {}


def clean_neighbourhood(text: str) -> str:
    """Return a neighbourhood's bare name, `Hunat Mah.` as `Hunat`, so that equal ones are found to be equal."""
    return _NEIGHBOURHOOD_WORD.sub("", squeeze(text))


def report(form: forms.BaseForm, problems: Problems) -> None:
    """Show problems in a form, unless the field's own cleaning already found one."""
    for name, problem in problems.items():
        if name not in form.errors:
            form.add_error(name, problem)


def _problem(field: str, text: str | Promise, code: str) -> Problems:
    return {field: ValidationError(text, code=code)}


def _check_birth(values: Values) -> Problems:
    today = timezone.localdate()
    born, year = values.get("birth_date"), values.get("birth_year")
    if born and born > today:
        return _problem("birth_date", _("Doğum tarihi gelecekte olamaz."), "born_in_future")
    if born and born.year < OLDEST_BIRTH_YEAR:
        return _problem("birth_date", _("Doğum tarihi 1900'den önce olamaz."), "born_too_early")
    if born and year and year != born.year:
        return _problem("birth_year", _("Doğum yılı, doğum tarihine uymuyor."), "birth_year_differs")
    if year and year > today.year:
        return _problem("birth_year", _("Doğum yılı gelecekte olamaz."), "born_in_future")
    if born:
        values["birth_year"] = born.year
    return {}


def _check_identity(values: Values) -> Problems:
    if values.get("identity_number"):
        values["no_identity_reason"] = ""
        return {}
    if not values.get("no_identity_reason"):
        return _problem("no_identity_reason", _("Kimlik numarası yoksa nedenini seçin."), "identity_or_reason")
    return {}


def _check_origin(values: Values) -> Problems:
    legal_status = values.get("legal_status")
    is_citizen = values.get("nationality") == Country.TR
    if legal_status == LegalStatus.CITIZEN and not is_citizen:
        return _problem("legal_status", _("T.C. vatandaşının uyruğu Türkiye olmalıdır."), "citizen_from_elsewhere")
    if legal_status and legal_status != LegalStatus.CITIZEN and is_citizen:
        return _problem("legal_status", _("Uyruğu Türkiye olan kişi T.C. vatandaşıdır."), "citizen_as_foreigner")
    return {}


def _check_marriage(values: Values) -> Problems:
    year = values.get("birth_year")
    if values.get("marital_status") != MaritalStatus.MARRIED or not year:
        return {}
    if timezone.localdate().year - year < YOUNGEST_MARRIED:
        return _problem("marital_status", _("16 yaşından küçük biri evli olamaz."), "married_too_young")
    return {}
