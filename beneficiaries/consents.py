"""What people let the association do; other rooms ask here before they do it."""

from collections.abc import Iterable
from datetime import date

from kafkasder.core.days import today

from .case_choices import ConsentPurpose
from .models import Beneficiary, PersonConsent


def may(person: Beneficiary, purpose: str, on: date | None = None) -> bool:
    """Whether a consent of `person` for `purpose` holds on the day `on`, today unless said otherwise.

    A photo of somebody is published only if `may(person, ConsentPurpose.PHOTO)`.
    """
    return bool(who_lets([person.pk], purpose, on))


def who_lets(people: Iterable[int], purpose: str, on: date | None = None) -> set[int]:
    """Return the keys of those of `people` whose consent for `purpose` holds, with one query for all of them."""
    standing = PersonConsent.objects.standing(on or today()).filter(purpose=ConsentPurpose(purpose))
    return set(standing.filter(person__in=list(people)).order_by().values_list("person", flat=True))


def standing_consent(person: Beneficiary, purpose: str) -> PersonConsent | None:
    """Return the consent that holds today, the newest of several; None if there is none."""
    return person.consents.standing(today()).filter(purpose=purpose).order_by("-given_on", "-pk").first()
