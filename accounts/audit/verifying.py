"""Verifying the trail: every link and every mark is made anew, and the first entry that does not fit is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import AuditAnchor, AuditHead
from ..models.audit import Source
from .chain import GENESIS, Redaction, keys, link, mark, possible_keys, redaction_proof, veil

_MOST_FAULTS = 20  # that are told
_ROWS_AT_A_TIME = 10_000
_CIRCUMSTANCES_KEPT = 10_000
_LONGEST_TRANSACTION = 24 * 3600.0  # seconds; an entry that is older than this beside its neighbours was slipped in

_CHANGED = gettext_lazy("değiştirilmiş: içeriği mührüne uymuyor")
_REMOVED = gettext_lazy("silinmiş: mührü var, kendisi yok")
_INSERTED = gettext_lazy("sonradan eklenmiş: panelin ya da tetikleyicinin işaretini taşımıyor")
_SLIPPED_IN = gettext_lazy("sonradan eklenmiş: zincirdeki yerine göre zamanı çok eski")
_UNSEALED = gettext_lazy("sonradan eklenmiş: çevresi mühürlendiğinde yoktu")
_FALSE_REDACTION = gettext_lazy("imha izi sahte: kaydın imhasının geçerli kanıtı yok")
_CHANGED_SINCE = gettext_lazy("değiştirilmiş: içeriği imhadan sonra bırakılan hâl değil")
_REDACTED_NOTHING = gettext_lazy("imha izi sahte: böyle bir kayıt yok")
_LOST_SEALS = gettext_lazy("silinmiş: zincirde %(first)s–%(last)s sıralarının mühürleri yok")
_UNKNOWN_KEY = gettext_lazy("doğrulanamıyor: mührün anahtarı FIELD_KEYS ve AUDIT_KEYS içinde yok")
_ANCHOR = gettext_lazy("çapaya uymuyor: zincir yeniden yazılmış")
_CUT = gettext_lazy("kesilmiş: çapa %(position)s. sırayı biliyor, zincir daha önce bitiyor")
_LAST = gettext_lazy("kesilmiş: son mühür %(position)s. sırada olmalıydı")

_CONTENT = """entry.id, audit_digest(entry), entry.mark, extract(epoch FROM entry.at)::float8,
    entry.actor_id, entry.actor_name, entry.source, host(entry.ip), entry.request_id, entry.reason,
    redaction.key, redaction.proof, redaction.veiled, redaction.redacted, redaction.marked, redaction.at,
    redaction.record"""
_ENTRIES = """accounts_auditentry AS entry
    LEFT JOIN accounts_auditredaction AS redaction ON redaction.entry_id = entry.id"""
# OFFSET 0: entry by entry along the chain, whatever the planner thinks of the size of the trail.
_SEALED = f"""
SELECT seal.position, seal.entry_id, seal.key, seal.chain, entry.*
FROM accounts_auditseal AS seal LEFT JOIN LATERAL
    (SELECT {_CONTENT} FROM {_ENTRIES} WHERE entry.id = seal.entry_id OFFSET 0) AS entry ON true
WHERE seal.position > %s ORDER BY seal.position LIMIT {_ROWS_AT_A_TIME}
"""  # noqa: S608  our own words
_LEFT_OVER = f"""
SELECT {_CONTENT} FROM {_ENTRIES}
WHERE NOT EXISTS (SELECT FROM accounts_auditseal AS seal WHERE seal.entry_id = entry.id) ORDER BY entry.id
"""  # noqa: S608
_REDACTIONS_OF_NOTHING = """
SELECT entry_id FROM accounts_auditredaction AS redaction
WHERE NOT EXISTS (SELECT FROM accounts_auditentry AS entry WHERE entry.id = redaction.entry_id)
    AND NOT EXISTS (SELECT FROM accounts_auditseal AS seal WHERE seal.entry_id = redaction.entry_id) ORDER BY entry_id
"""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one entry, in words; `position` is its place in the chain, 0 if it has none."""

    reason: str
    entry: int = 0
    position: int = 0
    at: float = 0  # seconds since 1970

    def __str__(self) -> str:
        where = _("%(entry)d numaralı kayıt") % {"entry": self.entry} if self.entry else _("Zincir")
        if self.position:
            where += " " + _("(zincirde %(position)d. sıra)") % {"position": self.position}
        if self.at:
            where += f", {datetime.fromtimestamp(self.at, timezone.get_current_timezone()):%d.%m.%Y %H:%M:%S}"
        return f"{where}: {self.reason}"


@dataclass
class Verification:
    """What a verification found; `faults` in the order of the trail, the first ones of them."""

    sealed: int = 0
    waiting: int = 0  # entries of the last moment, which have no seal yet
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.fault_count

    def note(self, reason: Any, **place: Any) -> None:
        self.fault_count += 1
        if len(self.faults) < _MOST_FAULTS:
            self.faults.append(Fault(str(reason), **place))


class _Entry(NamedTuple):
    id: int
    digest: bytes
    mark: bytes | None
    at: float  # seconds since 1970
    circumstances: tuple[Any, ...]
    redaction: Redaction | None = None
    key: int = 0  # of the redaction's proof
    proof: bytes = b""


class _Seal(NamedTuple):
    position: int
    entry_id: int
    key: int
    chain: bytes


def verify(anchors: Mapping[int, bytes] | None = None) -> Verification:
    """Verify the whole trail, and that the chain passes the stored anchors and those that were kept elsewhere."""
    head = AuditHead.current()  # before the rows: what is sealed meanwhile only adds to them
    stored = {anchor.position: {bytes(anchor.chain)} for anchor in AuditAnchor.objects.order_by("position")}
    for position, chain in (anchors or {}).items():
        stored.setdefault(position, set()).add(chain)
    walk = _Walk(stored)
    for seal, entry in _sealed():
        walk.step(seal, entry)
    walk.end(head.position)
    for entry in _left_over():
        walk.look_at_unsealed(entry, head.settled)
    for (entry_id,) in _fetch(_REDACTIONS_OF_NOTHING):
        walk.found.note(_REDACTED_NOTHING, entry=entry_id)
    walk.found.faults.sort(key=lambda fault: (fault.entry or float("inf"), fault.position))
    return walk.found


class _Walk:
    """The walk along the chain, from its first link to its last."""

    def __init__(self, anchors: dict[int, set[bytes]]) -> None:
        self.found = Verification()
        self.position, self.chain = 0, GENESIS
        self._anchors = anchors
        self._keys = {key.number: key.secret for key in keys()}
        self._keys_of: dict[tuple[Any, ...], tuple[bytes, ...]] = {}
        self._newest = 0.0
        self._marks_began = False

    def step(self, seal: _Seal, entry: _Entry | None) -> None:
        whole = seal.position == self.position + 1
        if not whole:
            lost = {"first": self.position + 1, "last": seal.position - 1}
            self.found.note(_LOST_SEALS % lost, entry=seal.entry_id, position=seal.position)
        if entry is None:
            self.found.note(_REMOVED, entry=seal.entry_id, position=seal.position)
        elif reason := self._falseness(entry) or (whole and self._break(seal, entry)) or self._strangeness(entry):
            self.found.note(reason, entry=entry.id, position=seal.position, at=entry.at)
        if seal.position in self._anchors and self._anchors.pop(seal.position) != {seal.chain}:
            self.found.note(_ANCHOR, entry=seal.entry_id, position=seal.position)
        self.position, self.chain = seal.position, seal.chain
        self.found.sealed += 1

    def end(self, expected: int) -> None:
        """Tell of a tail that is missing: of what the head or an anchor has seen."""
        for position in sorted(self._anchors):
            reason = _CUT if position > self.position else _ANCHOR
            self.found.note(reason % {"position": position} if reason is _CUT else reason, position=position)
        if expected > self.position:
            self.found.note(_LAST % {"position": expected}, position=self.position + 1)

    def look_at_unsealed(self, entry: _Entry, settled: int) -> None:
        if entry.id <= settled:
            self.found.note(_UNSEALED, entry=entry.id, at=entry.at)
        elif reason := self._falseness(entry) or self._strangeness(entry):
            self.found.note(reason, entry=entry.id, at=entry.at)
        else:
            self.found.waiting += 1

    def _break(self, seal: _Seal, entry: _Entry) -> Any:
        secret = self._keys.get(seal.key)
        if secret is None:
            return _UNKNOWN_KEY
        digest = entry.digest
        if entry.redaction:  # whose key is known, see `_falseness`
            digest = veil(self._keys[entry.key], entry.id, entry.redaction.veiled)
        return _CHANGED if link(secret, self.chain, seal.position, digest) != seal.chain else ""

    def _falseness(self, entry: _Entry) -> Any:
        """Say what is wrong with the redaction of an entry, if it was redacted."""
        if entry.redaction is None:
            return ""
        secret = self._keys.get(entry.key)
        if secret is None:
            return _UNKNOWN_KEY
        if redaction_proof(secret, entry.id, entry.redaction) != entry.proof:
            return _FALSE_REDACTION
        return _CHANGED_SINCE if entry.redaction.redacted != entry.digest else ""

    def _strangeness(self, entry: _Entry) -> Any:
        """Say what is wrong with an entry that fits into the chain; entries without marks can only be the oldest."""
        if entry.mark is not None or self._marks_began:
            self._marks_began = True
            if not self._bears_its_mark(entry):
                return _INSERTED
        if entry.at < self._newest - _LONGEST_TRANSACTION:
            return _SLIPPED_IN
        self._newest = max(self._newest, entry.at)
        return ""

    def _bears_its_mark(self, entry: _Entry) -> bool:
        """Whether the trigger marked this entry, and Django told the circumstances that it claims.

        The reason is one of them. Where it was taken out, the redaction says what its entry bore.
        """
        if entry.redaction:
            return entry.redaction.marked
        told = self._keys_of.get(entry.circumstances)
        if told is None:
            if len(self._keys_of) >= _CIRCUMSTANCES_KEPT:
                self._keys_of.clear()
            told = self._keys_of[entry.circumstances] = keys_for(*entry.circumstances)
        return any(mark(key, entry.digest) == entry.mark for key in told)


def keys_for(actor: int | None, name: str, source: str, *others: Any) -> tuple[bytes, ...]:
    """Return the keys under which an entry that claims these circumstances may be marked."""
    return (b"",) if source == Source.SQL else possible_keys(actor, name, source, *others)


def _sealed() -> Iterator[tuple[_Seal, _Entry | None]]:
    position = 0
    while rows := _fetch(_SEALED, position):
        for row in rows:
            yield _Seal(*row[:4]), _entry(row[4:]) if row[4] is not None else None
        position = rows[-1][0]


def _left_over() -> Iterator[_Entry]:
    for row in _fetch(_LEFT_OVER):
        yield _entry(row)


def _entry(row: tuple[Any, ...]) -> _Entry:
    """Return an entry out of the columns of `_CONTENT`."""
    key, proof, *said = row[10:]
    redaction = Redaction._make(said) if proof is not None else None
    return _Entry._make((*row[:4], row[4:10], redaction, key, proof))


def _fetch(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
