"""Finding donors who may already be registered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import fold, squeeze

from ..models import Donor

MOST_SHOWN = 5


@dataclass(frozen=True)
class Likeness:
    """A registered donor who resembles the one being typed; `certain` when the number is the same."""

    donor: Donor
    why: str | Promise
    certain: bool = False


def find_duplicates(
    *, name: str = "", number: str = "", phone: str = "", email: str = "", exclude: int | None = None
) -> list[Likeness]:
    """Return active donors who may be the one described, the certain one first; each donor once."""
    donors = Donor.objects.active().exclude(pk=exclude)
    found: dict[int, Likeness] = {}
    if number:
        for donor in donors.with_number(number)[:1]:
            found[donor.pk] = Likeness(donor, _("Numarası aynı"), certain=True)
    for condition, why in _soft_rules(name, phone, email):
        for donor in donors.filter(condition).order_by("pk")[:MOST_SHOWN]:
            found.setdefault(donor.pk, Likeness(donor, why))
    return list(found.values())[:MOST_SHOWN]


def _soft_rules(name: str, phone: str, email: str) -> Iterator[tuple[Q, str | Promise]]:
    if phone:
        yield Q(phone=phone), _("Telefonu aynı")
    if email:
        yield Q(email=email.lower()), _("E-postası aynı")
    if name:
        yield Q(name_folded=fold(squeeze(name))), _("Adı aynı")
