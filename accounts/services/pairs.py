"""Writing down which rights exclude each other, and lifting that."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..models import ForbiddenPair, User
from ..pairs import carried_by_one_role


@transaction.atomic
def forbid_pair(*, first: str, second: str, reason: str, by: User) -> ForbiddenPair:
    """Refuse both rights to one person from now on; who holds both keeps them and is listed."""
    _require(by)
    first, second = sorted((first, second))
    if roles := carried_by_one_role(first, second):
        raise ValidationError(
            _("%(roles)s rolü ikisini de taşıyor; bu rolü kimse alamazdı.") % {"roles": ", ".join(roles)}, code="role"
        )
    return ForbiddenPair.objects.create(first=first, second=second, reason=reason)


@transaction.atomic
def lift_pair(*, pair: ForbiddenPair, by: User) -> None:
    _require(by)
    pair.delete()


def _require(by: User) -> None:
    if not by.has_perm("accounts.manage_pairs"):
        raise PermissionDenied(_("Birlikte verilemeyen yetkileri belirleme yetkiniz yok."))
