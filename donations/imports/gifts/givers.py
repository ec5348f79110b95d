"""Who gave: found by number, phone, e-mail or name, or registered anew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kafkasder.core.crypto import blind_indexes
from kafkasder.core.text import fold, squeeze

from ... import services
from ...choices import DonorKind
from ...forms import DonorForm
from ...models import Donor
from ...querysets import NUMBER_PURPOSE
from .columns import NOBODY

_TAX_NUMBER = 10  # digits; people have one more


@dataclass(frozen=True)
class Said:
    """What a row says of its giver, as it compares; an empty text where it says nothing."""

    name: str = ""
    number: str = ""
    phone: str = ""
    email: str = ""
    kind: str = ""

    @classmethod
    def by(cls, cleaned: Mapping[str, Any]) -> "Said":
        return cls(*(cleaned.get(f"donor{part}", "") for part in ("", "_number", "_phone", "_email", "_kind")))

    @property
    def folded(self) -> str:
        return fold(squeeze(self.name))

    @property
    def is_nobody(self) -> bool:
        return self.folded in NOBODY or self.kind == DonorKind.ANONYMOUS

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.number or self.phone or self.email or self.kind)


class Givers:
    """The registered donors whom a batch of rows may be about, and those that it brings."""

    def __init__(self, *, by: Any, takes_new: bool) -> None:
        self.by, self._takes_new = by, takes_new
        self._anonymous: Donor | None = None
        self._new: dict[Said, Donor] = {}

    def look_up(self, said: Iterable[Said]) -> None:
        """Read the donors whom rows may mean. Nobody is locked: whoever saves a gift meanwhile does not wait."""
        said = {each for each in said if not each.is_nobody}
        indexes = [index for each in said if each.number for index in blind_indexes(each.number, NUMBER_PURPOSE)]
        meant = Q(number_index__in=indexes) | Q(name_folded__in={each.folded for each in said if each.name})
        meant |= Q(phone__in={each.phone for each in said if each.phone})
        meant |= Q(email__in={each.email.lower() for each in said if each.email})
        self._by_number: dict[str, Donor] = {}
        self._by: dict[str, dict[str, list[Donor]]] = {each: defaultdict(list) for each in ("phone", "email", "name")}
        for donor in Donor.objects.visible_to(self.by).active().filter(meant).order_by("pk"):
            self._know(donor)

    def find(self, said: Said) -> Donor:
        """Return who gave, perhaps not stored yet; raise ValidationError for nobody known, or for several."""
        if said.is_empty:
            raise ValidationError(_("Bağışçıyı yazın; adı bilinmiyorsa “isimsiz” yazın."))
        if said.is_nobody:
            self._anonymous = self._anonymous or services.anonymous_donor(by=self.by)
            return self._anonymous
        found = self._fitting(said)
        if len(found) > 1:
            numbers = ", ".join(str(donor.pk) for donor in found[:5])
            told = _(
                "Birden çok bağışçı uyuyor (kayıt no: %(numbers)s); numarasını, telefonunu ya da e-postasını yazın."
            )
            raise ValidationError(told % {"numbers": numbers})
        return found[0] if found else self._register(said)

    def store(self, donors: Iterable[Donor]) -> int:
        """Store those of the donors that are new; return how many."""
        fresh = list({id(donor): donor for donor in donors if donor.pk is None}.values())
        for donor in fresh:
            services.save_donor(donor=donor, by=self.by)
        self._new.clear()
        return len(fresh)

    def _fitting(self, said: Said) -> list[Donor]:
        """Return whom a row means: the number decides; then phone and e-mail, among several the name; then the name."""
        if found := self._by_number.get(said.number):
            return [found]
        for part in ("phone", "email", "name"):
            key = {"phone": said.phone, "email": said.email.lower(), "name": said.folded}[part]
            fits = [each for each in self._by[part][key] if key and not (said.number and each.number)]
            if part != "name" and said.name:
                same = [each for each in fits if fold(each.name) == said.folded]
                fits = same or ([] if len(fits) > 1 else fits)
            if fits:
                return fits
        return []

    def _register(self, said: Said) -> Donor:
        if not self._takes_new:
            told = _("Bu bağışçı kayıtlı değil. Önce onu kaydedin ya da --new-donors ile yeni bağışçıları da alın.")
            raise ValidationError(told)
        if said in self._new:
            return self._new[said]
        if not said.name:
            raise ValidationError(_("Yeni bağışçının adını yazın."))
        kind = said.kind or (DonorKind.COMPANY if len(said.number) == _TAX_NUMBER else DonorKind.INDIVIDUAL)
        form = DonorForm(
            {"kind": kind, "name": said.name, "number": said.number, "phone": said.phone, "email": said.email}
        )
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        donor: Donor = form.instance
        self._new[said] = donor
        self._know(donor)
        return donor

    def _know(self, donor: Donor) -> None:
        if donor.number:
            self._by_number[donor.number] = donor
        keys = {"phone": donor.phone, "email": donor.email.lower(), "name": fold(donor.name)}
        for part, key in keys.items():
            if key:
                self._by[part][key].append(donor)
