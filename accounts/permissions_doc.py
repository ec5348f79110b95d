"""The page `docs/permissions.md`: who may do what, written from the roles and verbs themselves.

What stands below the tables is written by hand and stays.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from .roles import ROLES, verbs_of
from .verbs import all_verbs

PATH: Path = settings.BASE_DIR / "docs" / "permissions.md"

_BY_HAND = "## Where it could be forgotten\n"
_HEAD = """# Who may do what

Written by `manage.py permissions_doc` from `accounts/roles.py` and the models' permissions; a test holds it to them.

Code asks for verbs, never for roles. Besides the verbs of the roles, single verbs can be given to one person by those
with `accounts.give_extra_verbs`. Nobody gives more than they have, nor for longer. Roles and extra verbs may have a
last day, and some exclude each other: [how](decisions/rights-that-end.md).
"""


def permissions_page() -> str:
    """Return the text of the page, with the names as the panel shows them in Turkish."""
    _written, heading, by_hand = PATH.read_text(encoding="utf-8").partition(_BY_HAND)
    with override("tr"):
        return "\n".join([_HEAD, *_roles(), "", *_verbs(), heading + by_hand])


def _roles() -> Iterator[str]:
    yield "## Roles\n"
    yield "| role | name | for |"
    yield "| --- | --- | --- |"
    for role in ROLES:
        yield f"| `{role.slug}` | {role.name} | {role.description} |"


def _verbs() -> Iterator[str]:
    verbs = all_verbs()
    held = {role.slug: verbs_of([role.slug], verbs) for role in ROLES}
    for room, members in groupby(verbs.values(), key=lambda verb: str(verb.room)):
        yield f"## {room}\n"
        yield "| verb | meaning | " + " | ".join(f"`{slug}`" for slug in held) + " |"
        yield "| --- | --- |" + " :-: |" * len(held)
        for verb in members:
            marks = " | ".join("✓" if verb.name in names else "" for names in held.values())
            yield f"| `{verb.name}` | {verb.label} | {marks} |"
        yield ""
