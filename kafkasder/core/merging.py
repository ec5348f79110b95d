"""Two editors on one record: nothing that somebody saved is overwritten unseen.

A form carries a stamp: a keyed digest of every value as it was when the form opened. At saving the row is locked and
each field has three values: how it was, how it is now (theirs) and what was typed (mine).

- Only they changed it: theirs is taken over, and the person is told.
- Only I changed it: mine is saved.
- Both changed it, to the same value: nothing to decide. To different values: a clash, which the person decides.

The page that shows the clashes carries a new stamp that also says which of their values it showed. A decision counts
only while the row still holds that value: a further change by others is a clash again, and so is a clash that was sent
back undecided. The digests are keyed, because a stamp lies open in the page and an identity number has few enough
digits to be guessed from a bare one.

While the form is still open, `news` tells what has changed since, from an `outline` of the stamp that is short enough
for an address. Whoever saw such a value and decided has a stamp that starts from there: `rebase`.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db import models
from django.utils.crypto import salted_hmac

MINE, THEIRS = "mine", "theirs"
Digests = dict[str, str]
_SALT = "kafkasder.core.merging"
_DIGEST_LENGTH = 22  # hexadecimal digits
_SHORT = 3  # bytes of a digest in an outline, which are four letters; a twin by chance is met again at saving


class ForgedStamp(Exception):
    """The stamp is missing, was changed, or belongs to another record."""


@dataclass(frozen=True)
class Clash:
    """A field that two people changed differently."""

    field: str
    theirs: Any
    mine: Any


@dataclass
class Merge:
    """What saving would do: the values to store, what others changed meanwhile, and what must be decided."""

    values: dict[str, Any]
    taken_over: list[str] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    stamp: str = ""


def stamp(record: str, values: Mapping[str, Any]) -> str:
    """Return the stamp of `values` as they are now; `record` names the row, such as `household:17`."""
    return _sign(record, {name: _digest(record, name, value) for name, value in values.items()}, {})


def merge(
    record: str,
    stamp: str,
    *,
    theirs: Mapping[str, Any],
    mine: Mapping[str, Any],
    decisions: Mapping[str, str] | None = None,
) -> Merge:
    """Bring what somebody typed (`mine`) together with the locked row's values (`theirs`).

    `decisions` says MINE or THEIRS for clashes that were shown. Raise ForgedStamp if the stamp is not this record's.
    """
    before, shown = _open(record, stamp)
    decisions = decisions or {}
    result = Merge(values=dict(theirs))
    for name, now in theirs.items():
        now_digest, mine_digest = _digest(record, name, now), _digest(record, name, mine[name])
        before_digest = before.get(name)  # none if the form has a field that it had not when it opened
        if mine_digest == before_digest:
            result.taken_over += [name] if now_digest != before_digest else []
        elif now_digest == before_digest:
            result.values[name] = mine[name]
        elif name in decisions and shown.get(name) == now_digest:
            result.values[name] = mine[name] if decisions[name] == MINE else now
        elif mine_digest != now_digest:
            result.clashes.append(Clash(name, now, mine[name]))
            shown[name] = now_digest
    result.stamp = _sign(record, before, shown)
    return result


def rebase(record: str, stamp: str, seen: Mapping[str, str]) -> str:
    """Return the stamp of a form whose person saw the values with the digests `seen` meanwhile, and decided.

    What they left in these fields is then compared with what they saw. Raise ForgedStamp as `merge` does.
    """
    before, shown = _open(record, stamp)
    known = {name: digest for name, digest in seen.items() if name in before}
    return _sign(record, before | known, shown)


def outline(record: str, stamp: str) -> str:
    """Return, short enough for an address, which values the form has told of: those it opened with or put as a clash.

    Forms that opened with the same values have the same outline. Raise ForgedStamp as `merge` does.
    """
    before, shown = _open(record, stamp)
    return "".join(map(_shortened, (before | shown).values()))


def news(record: str, outline: str, values: Mapping[str, Any]) -> Digests:
    """Return the digests of those `values` that a form with this outline has not told of."""
    size = len(_shortened("0" * _DIGEST_LENGTH))
    told = {outline[start : start + size] for start in range(0, len(outline), size)}
    digests = {name: _digest(record, name, value) for name, value in values.items()}
    return {name: digest for name, digest in digests.items() if _shortened(digest) not in told}


def is_digest(text: str) -> bool:
    return len(text) == _DIGEST_LENGTH and set(text) <= set("0123456789abcdef")


def _shortened(digest: str) -> str:
    return urlsafe_b64encode(bytes.fromhex(digest)[:_SHORT]).decode()


def _sign(record: str, before: Digests, shown: Digests) -> str:
    return signing.dumps([record, before, shown], salt=_SALT, compress=True)


def _open(record: str, stamp: str) -> tuple[Digests, Digests]:
    try:
        stamped, before, shown = signing.loads(stamp, salt=_SALT)
    except signing.BadSignature as error:
        raise ForgedStamp(record) from error
    if stamped != record:
        raise ForgedStamp(record)
    return before, shown


def _digest(record: str, name: str, value: Any) -> str:
    return salted_hmac(f"{_SALT}:{record}:{name}", _canonical(value), algorithm="sha256").hexdigest()[:_DIGEST_LENGTH]


def _canonical(value: Any) -> str:
    """Return a text that is the same for values that mean the same: no order in sets, no trailing zeros in amounts."""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC)  # the same moment, whatever zone it was typed in
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return _canonical(sorted(value, key=_canonical))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(repr(_canonical(each)) for each in value) + "]" if value else ""
    return str(value).replace("\r\n", "\n")
