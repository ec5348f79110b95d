"""The answer to "may this person do this to that row?", with the reason when the answer is no."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .viewer import Viewer


@dataclass(frozen=True)
class Decision:
    """A permission or a refusal; true when allowed. `reason` is what the person is told when it is not."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise PermissionDenied with the reason unless allowed."""
        if not self.allowed:
            raise PermissionDenied(str(self.reason))


ALLOWED = Decision(True)


def refused(reason: str | Promise) -> Decision:
    return Decision(False, reason)


def has_verb(user: Viewer, verb: str) -> Decision:
    return ALLOWED if user.has_perm(verb) else refused(_("Bu işlem için yetkiniz yok."))
