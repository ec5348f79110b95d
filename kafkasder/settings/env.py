"""Every environment variable that the panel knows, read and checked in this one place.

A run is *local* when DEBUG or DEMO is on and only this machine is served; it may use the development keys below and
plain http. Every other run is *production* and must meet the demands at the end.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from . import parsers

DEVELOPMENT_SECRET = "development-only-development-only-development-only"
DEVELOPMENT_FIELD_KEY = "ZGV2ZWxvcG1lbnQtb25seS1kZXZlbG9wbWVudC1vbmw="
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
_SHORTEST_SECRET = 50


@dataclass(frozen=True)
class Variable:
    """One environment variable: how to read it, and what to tell people about it."""

    name: str
    meaning: str
    example: str
    parse: Callable[[str], Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one variable."""

    variable: Variable
    reason: str

    def __str__(self) -> str:
        return f"  {self.variable.name}: {self.reason}.\n    Example: {self.variable.name}={self.variable.example}"


class FaultyEnvironment(Exception):
    """The environment does not allow a start; the message names every fault at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(["The panel cannot start with these environment variables:", *map(str, faults)]))


def variable(name: str, meaning: str, *, example: str, default: Any, parse: Callable[[str], Any] = str) -> Any:
    """Declare a field of `Environment` that is read from the variable `name`."""
    return field(default_factory=lambda: default, metadata={"variable": Variable(name, meaning, example, parse)})


@dataclass(frozen=True)
class Environment:
    """What the environment says, in the order in which the README lists it."""

    database: dict[str, Any] | None = variable(
        "DATABASE_URL",
        "PostgreSQL 15 or newer",
        example="postgresql://panel:secret@127.0.0.1:5432/kafkasder",
        default=None,
        parse=parsers.database,
    )
    database_connections: int = variable(
        "DATABASE_CONNECTIONS",
        "the most connections that one process opens",
        example="20",
        default=20,
        parse=parsers.whole(2, 1000),
    )
    redis_url: str = variable(
        "REDIS_URL",
        "Redis, needed from the second server process on",
        example="redis://127.0.0.1:6379/0",
        default="",
        parse=parsers.redis,
    )
    secret_key: str = variable(
        "SECRET_KEY",
        "signs sessions and links; at least 50 random characters",
        example='"$(openssl rand -base64 48)"',
        default=DEVELOPMENT_SECRET,
    )
    field_keys: list[str] = variable(
        "FIELD_KEYS",
        "encrypt sensitive columns; 32 random bytes each in base64, separated by commas, newest first",
        example='"$(openssl rand -base64 32)"',
        default=[DEVELOPMENT_FIELD_KEY],
        parse=parsers.field_keys,
    )
    audit_keys: list[str] = variable(
        "AUDIT_KEYS",
        "keys that left FIELD_KEYS; the audit trail that they sealed is verified with them",
        example='"$(cat old-field-key)"',
        default=[],
        parse=parsers.field_keys,
    )
    audit_anchor_emails: list[str] = variable(
        "AUDIT_ANCHOR_EMAILS",
        "who gets the daily anchor of the audit trail by mail, separated by commas",
        example="denetim@ornek.org",
        default=[],
        parse=parsers.addresses,
    )
    allowed_hosts: list[str] = variable(
        "ALLOWED_HOSTS",
        "the names under which the panel is reached, separated by commas",
        example="panel.ornek.org",
        default=LOOPBACK,
        parse=parsers.hosts,
    )
    trusted_origins: list[str] = variable(
        "CSRF_TRUSTED_ORIGINS",
        "further origins that may send forms, separated by commas",
        example="https://panel.ornek.org",
        default=[],
        parse=parsers.origins,
    )
    proxies: int = variable(
        "PROXIES",
        "how many reverse proxies stand before the panel; they must set X-Forwarded-For and X-Forwarded-Proto",
        example="1",
        default=0,
        parse=parsers.whole(0, 9),
    )
    email: dict[str, Any] = variable(
        "EMAIL_URL",
        "the mail server; `console:` prints instead of sending",
        example="smtp+tls://user:secret@mail.ornek.org:587",
        default={"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"},
        parse=parsers.mail,
    )
    email_from: str = variable(
        "EMAIL_FROM",
        "the sender of the panel's mail",
        example='"Kafkasder <panel@ornek.org>"',
        default="Kafkasder <panel@localhost>",
        parse=parsers.address,
    )
    panel_url: str = variable(
        "PANEL_URL",
        "the address of the panel in its mails; without it https:// and the first of ALLOWED_HOSTS",
        example="https://panel.ornek.org",
        default="",
        parse=parsers.panel,
    )
    sms_backend: str = variable(
        "SMS_URL",
        "how text messages are sent; `console:` prints them, without it nobody is offered any",
        example="console:",
        default="",
        parse=parsers.sms,
    )
    google_client_id: str = variable(
        "GOOGLE_CLIENT_ID",
        "signing in with Google: the OAuth client, whose redirect URI is …/giris/google/donus/; off without it",
        example="1234-abc.apps.googleusercontent.com",
        default="",
    )
    google_client_secret: str = variable(
        "GOOGLE_CLIENT_SECRET", "the secret of that client", example="GOCSPX-secret", default=""
    )
    assistant_hosts: list[str] = variable(
        "ASSISTANT_HOSTS",
        "hosts with their ports, separated by commas, that the assistant may be asked at besides https on the internet",
        example="127.0.0.1:11434",
        default=[],
        parse=parsers.hosts_with_ports,
    )
    realtime: bool = variable(
        "REALTIME",
        "pages update over WebSocket; off: every 30 seconds over HTTP",
        example="on",
        default=True,
        parse=parsers.switch,
    )
    time_zone: str = variable(
        "TIME_ZONE",
        "the clock on the pages",
        example="Europe/Istanbul",
        default="Europe/Istanbul",
        parse=parsers.time_zone,
    )
    geoip_file: str = variable(
        "GEOIP_FILE",
        "a file in MaxMind's format that knows the city or country of an address; without it no place is shown",
        example="/var/lib/GeoIP/GeoLite2-City.mmdb",
        default="",
        parse=parsers.absolute_path,
    )
    scanner_url: str = variable(
        "SCANNER_URL",
        "the virus scanner (clamd) that every file has to pass; without it nothing is scanned",
        example="clamd:///run/clamav/clamd.ctl",
        default="",
        parse=parsers.scanner,
    )
    sentry_dsn: str = variable(
        "SENTRY_DSN",
        "where errors are reported; nowhere without it",
        example="https://key@sentry.ornek.org/1",
        default="",
        parse=parsers.sentry,
    )
    sentry_environment: str = variable(
        "SENTRY_ENVIRONMENT", "what this installation is called in Sentry", example="staging", default=""
    )
    sentry_traces: float | None = variable(
        "SENTRY_TRACES",
        "the share of requests that Sentry traces; a tenth in production, none in a local run",
        example="0.1",
        default=None,
        parse=parsers.share,
    )
    release: str = variable(
        "RELEASE",
        "the version that runs, as Sentry is told; the commit of the checkout without it",
        example="2026.11.1",
        default="",
    )
    log_level: str = variable(
        "LOG_LEVEL", "the least weight of a log line", example="INFO", default="INFO", parse=parsers.log_level
    )
    port: int = variable("PORT", "the port that is served", example="8000", default=8000, parse=parsers.whole(1, 65535))
    drain_seconds: int = variable(
        "DRAIN_SECONDS",
        "how long requests may go on after the order to stop",
        example="8",
        default=8,
        parse=parsers.whole(0, 600),
    )
    debug: bool = variable(
        "DEBUG", "Django's debug pages; on this machine only", example="off", default=False, parse=parsers.switch
    )
    demo: bool = variable(
        "DEMO",
        "demo data, a banner, and the demo sign-ins on the sign-in page",
        example="off",
        default=False,
        parse=parsers.switch,
    )

    @property
    def local(self) -> bool:
        """Whether this is a development or demo run that only this machine reaches."""
        return (self.debug or self.demo) and set(self.allowed_hosts) <= set(LOOPBACK)

    @property
    def site(self) -> str:
        """The address of the panel, for links in mails, which no request is there to tell it."""
        if self.panel_url:
            return self.panel_url
        return f"http://127.0.0.1:{self.port}" if self.local else f"https://{self.allowed_hosts[0].lstrip('.')}"


def variables() -> dict[str, Variable]:
    """Return every variable by the name of its field."""
    return {field.name: field.metadata["variable"] for field in fields(Environment)}


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Return what `environ` says; raise FaultyEnvironment with all faults at once."""
    faults, values = [], {}
    for name, variable in variables().items():
        text = environ.get(variable.name, "").strip()
        if not text:
            continue
        try:
            values[name] = variable.parse(text)
        except ValueError as error:
            faults.append(Fault(variable, str(error)))
    environment = Environment(**values)
    if not environment.local:
        named = {fault.variable.name for fault in faults}
        faults += [fault for fault in _demands(environment) if fault.variable.name not in named]
    if faults:
        raise FaultyEnvironment(faults)
    return environment


def _demands(environment: Environment) -> Iterator[Fault]:
    """Yield what production lacks."""
    known = variables()
    if environment.database is None:
        yield Fault(known["database"], "production needs a database")
    if reason := _weakness(environment.secret_key):
        yield Fault(known["secret_key"], reason)
    if DEVELOPMENT_FIELD_KEY in environment.field_keys:
        yield Fault(known["field_keys"], "production needs its own keys")
    if "*" in environment.allowed_hosts:
        yield Fault(known["allowed_hosts"], "“*” would answer to any name")
    elif set(environment.allowed_hosts) <= set(LOOPBACK):
        yield Fault(known["allowed_hosts"], "production needs the panel's public name")
    for origin in environment.trusted_origins:
        if not origin.startswith("https://"):
            yield Fault(known["trusted_origins"], f"“{origin}” is not https")
    if bool(environment.google_client_id) != bool(environment.google_client_secret):
        missing = "google_client_secret" if environment.google_client_id else "google_client_id"
        yield Fault(known[missing], "signing in with Google needs both, the id and the secret")
    if environment.debug:
        yield Fault(known["debug"], "it is on, and others than this machine are served")
    yield from _unreadable_files(environment)


def _unreadable_files(environment: Environment) -> Iterator[Fault]:
    if environment.geoip_file and not os.access(environment.geoip_file, os.R_OK):
        yield Fault(variables()["geoip_file"], "the file cannot be read")


def _weakness(secret: str) -> str:
    if secret == DEVELOPMENT_SECRET:
        return "production needs its own key"
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < 10:
        return f"the key is weak; it needs {_SHORTEST_SECRET} random characters"
    return ""
