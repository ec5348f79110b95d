"""The rows of the permission matrix: what each role gets at each address; rooms list theirs in `<room>/matrix.py`.

Held against the panel by `test_permission_matrix.py`: each method, with a row that is there (a foreign one for those
who see only their own), with one's own row, and with none.

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
CONFINED = "confined"  # somebody with every verb of the rooms, who sees only what is their own
EVERY_ROLE = tuple(role.slug for role in ROLES)
READERS = tuple(role for role in EVERY_ROLE if role != "volunteer")
SIGN_IN_FIRST = HTTPStatus.FOUND


def nothing() -> list[Any]:
    return []


@dataclass(frozen=True)
class Row:
    """What happens at the address `url` (its name): `get` and `post` are for `roles`, `denied` for the other ones.

    `arguments()` makes the rows that the address names, and `data` is what is posted. A method that the address does
    not know (405) is refused to everybody alike. `stranger` is for those who are not signed in; None where they get
    what the roles get.

    `own(user)` makes these rows somebody's own, for addresses of rows that not everybody with the verb sees: a foreign
    row is not there (404). `denied=404` says that a volunteer has the verb and lacks but the row; where others of the
    denied have not even the verb, `hidden` names those who have it. `confined` says what
    somebody gets who has the verbs of the rooms without their roles, where that is not what `roles` get. `missing` is
    what those get who have the verb where there is no such row; None where the address is of no row. `sees` are those
    who are denied although they see the row: where there is none, they are told so.

    `csrf_exempt` is the reason why an address takes posts from elsewhere.
    """

    url: str
    roles: Collection[str]
    get: int = HTTPStatus.OK
    post: int = HTTPStatus.METHOD_NOT_ALLOWED
    arguments: Callable[[], list[Any]] = nothing
    data: Mapping[str, Any] | None = None
    denied: int = HTTPStatus.FORBIDDEN
    stranger: int | None = SIGN_IN_FIRST
    own: Callable[[Any], object] | None = None
    confined: bool | None = None
    missing: int | None = HTTPStatus.NOT_FOUND
    sees: Collection[str] = ()
    hidden: Collection[str] = ()
    csrf_exempt: str = ""

    def expected(self, method: str) -> dict[str, int]:
        """Return the status for each role, for somebody confined, and for somebody who is not signed in."""
        allowed, denied = self._allowed(method), self._denied(method)
        statuses = {role: allowed if role in self.roles else denied for role in EVERY_ROLE}
        statuses |= dict.fromkeys(self.hidden, self._foreign(method))
        confined = self._foreign(method) if self.own else allowed if self._lets_confined_in else denied
        return statuses | {CONFINED: confined, STRANGER: self._for_strangers(method)}

    def expected_missing(self, method: str) -> dict[str, int]:
        """Return the status for each of them where the row is not there."""
        allowed, found = self._allowed(method), self.expected(method)
        if self.missing is None or allowed == HTTPStatus.METHOD_NOT_ALLOWED:
            return found
        let_in = {*self.roles, *self.sees, *([CONFINED] if self._lets_confined_in else [])}
        return found | dict.fromkeys(let_in, int(self.missing))

    def expected_own(self, method: str) -> dict[str, int]:
        """Return what a volunteer and somebody confined get where the row is their own."""
        has_verb = "volunteer" in (*self.roles, *self.hidden) or self.denied == HTTPStatus.NOT_FOUND
        volunteer = self._allowed(method) if has_verb else self._denied(method)
        return {CONFINED: self._allowed(method), "volunteer": volunteer}

    @property
    def _lets_confined_in(self) -> bool:
        if self.confined is not None:
            return self.confined
        return bool(self.own) or "volunteer" in self.roles

    def _allowed(self, method: str) -> int:
        return self.get if method == "get" else self.post

    def _denied(self, method: str) -> int:
        allowed = self._allowed(method)
        return allowed if allowed == HTTPStatus.METHOD_NOT_ALLOWED else self.denied

    def _foreign(self, method: str) -> int:
        allowed = self._allowed(method)
        return allowed if allowed == HTTPStatus.METHOD_NOT_ALLOWED else HTTPStatus.NOT_FOUND

    def _for_strangers(self, method: str) -> int:
        allowed = self._allowed(method)
        unknown_method = allowed == HTTPStatus.METHOD_NOT_ALLOWED
        as_roles = self.stranger is None or (unknown_method and self.stranger != SIGN_IN_FIRST)
        return allowed if as_roles else self.stranger  # type: ignore[return-value]


def all_rows() -> list[Row]:
    """Return the rows of all rooms."""
    here = Path(__file__).parent
    rooms = sorted(path.parent.name for path in here.glob("*/matrix.py"))
    return [row for room in rooms for row in import_module(f"{__package__}.{room}.matrix").ROWS]
