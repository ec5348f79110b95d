"""The rows of the permission matrix: what each role gets at each address; rooms list theirs in `<room>/matrix.py`.

The roles are written out and not computed from verbs: a role that gains or loses a verb shows here, where it is read.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Any

from accounts.roles import ROLES

STRANGER = "stranger"
EVERY_ROLE = tuple(role.slug for role in ROLES)
READERS = tuple(role for role in EVERY_ROLE if role != "volunteer")
SIGN_IN_FIRST = HTTPStatus.FOUND


def nothing() -> list[Any]:
    return []


@dataclass(frozen=True)
class Row:
    """What happens at the address `url` (its name): `get` and `post` are for `roles`, `denied` for the other ones.

    `arguments()` makes the rows that the address names, anew for each request, and `data` is what is posted. A method
    that the address does not know (405) is refused to everybody alike. `stranger` is for those who are not signed in;
    None where they get what the roles get.
    """

    url: str
    roles: Collection[str]
    get: int = HTTPStatus.OK
    post: int = HTTPStatus.METHOD_NOT_ALLOWED
    arguments: Callable[[], list[Any]] = nothing
    data: Mapping[str, Any] | None = None
    denied: int = HTTPStatus.FORBIDDEN
    stranger: int | None = SIGN_IN_FIRST

    def expected(self, method: str) -> dict[str, int]:
        """Return the status for each role, and for somebody who is not signed in."""
        allowed = self.get if method == "get" else self.post
        unknown_method = allowed == HTTPStatus.METHOD_NOT_ALLOWED
        denied = allowed if unknown_method else self.denied
        statuses = {role: allowed if role in self.roles else denied for role in EVERY_ROLE}
        as_roles = self.stranger is None or (unknown_method and self.stranger != SIGN_IN_FIRST)
        return statuses | {STRANGER: allowed if as_roles else self.stranger}


def all_rows() -> list[Row]:
    """Return the rows of all rooms."""
    here = Path(__file__).parent
    rooms = sorted(path.parent.name for path in here.glob("*/matrix.py"))
    return [row for room in rooms for row in import_module(f"{__package__}.{room}.matrix").ROWS]
