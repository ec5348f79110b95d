"""Sessions in the database: whose they are, when they were used last, and when they end for certain."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import IntegrityError, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from .models import Session

SIGNED_IN_AT = "signed_in_at"
LONGEST_AGENT = 300
_NOTED_EVERY = timedelta(minutes=1)
_ROW = "SELECT * FROM accounts_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    """Keeps the end in the session's row, so that whatever loads sessions, a socket too, finds an ended one gone.

    What the session holds says whose it is and since when; the row repeats that for those who list sessions. A row
    keeps its number when the key changes: it is the same browser.
    """

    _row: "Session | None" = None

    @classmethod
    def get_model_class(cls) -> "type[Session]":
        from .models import Session

        return Session

    @property
    def number(self) -> int | None:
        """The number of the session's row, by which it may be named; None for one that is not in the database."""
        self._get_session()  # type: ignore[attr-defined]
        return self._row.pk if self._row else None

    # How long it lasts

    def start_clock(self, *, ip: str | None = None, agent: str = "") -> None:
        """Count the session's life from now: called when somebody signs in, from this address with this browser."""
        self[SIGNED_IN_AT] = timezone.now().timestamp()
        self._since_signing_in = {"ip": ip, "user_agent": agent[:LONGEST_AGENT], "last_used_at": timezone.now()}

    _since_signing_in: dict[str, Any] | None = None  # what the next save writes besides

    def note_use(self, *, ip: str | None) -> None:
        """Its person did something just now, from this address: an idle session lives on from here."""
        self._get_session()  # type: ignore[attr-defined]
        row, now = self._row, timezone.now()
        if row is None or row.signed_in_at is None or now - row.last_used_at < _NOTED_EVERY:
            return
        row.last_used_at, row.ip = now, ip
        written = self.model.objects.filter(pk=row.pk, last_used_at__lt=now)
        written.update(last_used_at=now, ip=ip, expire_date=self.get_expiry_date())

    def get_expiry_date(self, **known: Any) -> datetime:
        from .lifetimes import lifetimes_of

        signed_in_at, user_id = self._signed_in_at, self._user_id
        if signed_in_at is None or user_id is None:
            return super().get_expiry_date(**known)
        used = (self._since_signing_in or {}).get("last_used_at") or (self._row and self._row.last_used_at)
        return lifetimes_of([user_id])[user_id].end(
            signed_in_at=signed_in_at, last_used_at=used or timezone.now(), remembered=self._is_remembered
        )

    @property
    def _signed_in_at(self) -> datetime | None:
        moment = self.get(SIGNED_IN_AT)
        return None if moment is None else datetime.fromtimestamp(moment, UTC)

    @property
    def _user_id(self) -> int | None:
        key = self.get(SESSION_KEY)
        return None if key is None else int(key)

    @property
    def _is_remembered(self) -> bool:
        return not self.get_expire_at_browser_close()

    # The row

    def _get_session_from_db(self) -> "Session | None":
        """Every request begins with it, and Django puts such a statement together for longer than it takes."""
        found = self.get_model_class().objects.raw(_ROW, [self.session_key, timezone.now()])
        self._row = next(iter(found), None)
        if self._row is None:
            self._session_key = None
        return self._row

    def _validate_session_key(self, key: str) -> bool:
        """Whether it may be a key of ours: the database is not asked for a strange one."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()  # type: ignore[misc]

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "user_id": self._user_id,
            "signed_in_at": self._signed_in_at,
            "remembered": self._signed_in_at is not None and self._is_remembered,
            **(self._since_signing_in or {}),
        }
        if must_create:
            self._insert(values)
        else:
            self._update(values)
        self._since_signing_in = None

    def _insert(self, values: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                self._row = self.get_model_class().objects.create(session_key=self.session_key, **values)
        except IntegrityError:
            raise CreateError from None

    def _update(self, values: dict[str, Any]) -> None:
        """Write over the row unless it is gone, or has got another key: whoever holds the old one is out."""
        row = self._row
        known = self.model.objects.filter(pk=row and row.pk, session_key=self.session_key)
        if row is None or not known.update(**values):
            raise UpdateError
        for name, value in values.items():
            setattr(row, name, value)

    def cycle_key(self) -> None:
        self._get_session()  # type: ignore[attr-defined]
        new = self._get_new_session_key()  # type: ignore[attr-defined]
        row = self._row
        if row and self.model.objects.filter(pk=row.pk, session_key=self.session_key).update(session_key=new):
            self._session_key = row.session_key = new
            self.modified = True
        else:
            super().cycle_key()

    def delete(self, session_key: str | None = None) -> None:
        super().delete(session_key)
        if session_key in (None, self.session_key):
            self._row = None

    async def aload(self) -> dict[str, Any]:
        return await sync_to_async(self.load)()

    async def asave(self, must_create: bool = False) -> None:
        await sync_to_async(self.save)(must_create)

    async def acycle_key(self) -> None:
        await sync_to_async(self.cycle_key)()

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)
