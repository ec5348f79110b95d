"""Finding people who may already be registered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import fold

from ..models import Beneficiary

MOST_SHOWN = 5


@dataclass(frozen=True)
class Likeness:
    """A registered person who resembles the one being typed; `certain` when the identity number is the same."""

    person: Beneficiary
    why: str | Promise
    certain: bool = False


def find_duplicates(
    *,
    identity_number: str = "",
    first_name: str = "",
    last_name: str = "",
    birth_date: date | None = None,
    birth_year: int | None = None,
    phone: str = "",
    neighbourhood: str = "",
    exclude: int | None = None,
) -> list[Likeness]:
    """Return registered people who may be the one described, the certain one first; each person once."""
    people = Beneficiary.objects.living().exclude(pk=exclude).select_related("household")
    found: dict[int, Likeness] = {}
    if identity_number:
        for person in people.with_identity_number(identity_number)[:1]:
            found[person.pk] = Likeness(person, _("Kimlik numarası aynı"), certain=True)
    for condition, why in _soft_rules(first_name, last_name, birth_date, birth_year, phone, neighbourhood):
        for person in people.filter(condition).order_by("pk")[:MOST_SHOWN]:
            found.setdefault(person.pk, Likeness(person, why))
    return list(found.values())[:MOST_SHOWN]


def _soft_rules(
    first_name: str, last_name: str, birth_date: date | None, birth_year: int | None, phone: str, neighbourhood: str
) -> Iterator[tuple[Q, str | Promise]]:
    same_name = Q(name_folded=fold(f"{first_name} {last_name}"))
    if first_name and last_name:
        if birth_date:
            undated = Q(birth_date__isnull=True, birth_year=birth_date.year)
            yield same_name & (Q(birth_date=birth_date) | undated), _("Adı ve doğum tarihi aynı")
        elif birth_year:
            yield same_name & Q(birth_year=birth_year), _("Adı ve doğum yılı aynı")
        if neighbourhood:
            yield same_name & Q(household__neighbourhood__iexact=neighbourhood), _("Adı ve mahallesi aynı")
    if phone:
        yield Q(phone=phone), _("Telefonu aynı")
