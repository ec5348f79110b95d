"""Errors and traces for Sentry, without anything personal in them."""

import re
from typing import TYPE_CHECKING, Any

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

if TYPE_CHECKING:
    from kafkasder.settings.env import Environment

PRODUCTION_TRACES = 0.1
HIDDEN = "•••"
_NOTHING = {"mode": "off"}
_COLLECTED: Any = {
    "cookies": _NOTHING,
    "database_query_data": False,
    "http_bodies": [],
    "queues": False,
    "stack_frame_variables": False,
    "url_query_params": _NOTHING,
    "user_info": False,
}

# The request as the panel needs it to find an error; all else of it (form, cookies, query, headers) is dropped.
_KEPT_REQUEST = ("method", "url")
_KEPT_HEADERS = ("content-type", "hx-request", "user-agent")
_KEPT_CONTEXTS = ("runtime", "os", "trace", "response")
_LETTERBOX = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ \-().]{0,2}\d){6,}")  # identity numbers, phones, and what else counts people
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,4})?\b")
_CODE = re.compile(r"(?<![\w.])\d{6}(?![\w.])")  # of a second step
_TOKEN = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}")  # a key of a session or of a link in a mail
_QUOTED = re.compile(r"""'[^'\n]*'|"[^"\n]*"|\(\w+\)=\([^)]*\)""")


def start_sentry(env: "Environment", **options: Any) -> None:
    """Report errors to the environment's DSN; without one nothing is sent and no connection is opened."""
    if not env.sentry_dsn and not options:
        return
    traces = 0.0 if env.local else PRODUCTION_TRACES
    sentry_sdk.init(
        dsn=env.sentry_dsn,
        environment=env.sentry_environment or ("local" if env.local else "production"),
        release=env.release or None,
        traces_sample_rate=traces if env.sentry_traces is None else env.sentry_traces,
        integrations=[DjangoIntegration(signals_spans=False, cache_spans=False)],
        # One of those that switch themselves on listens to what the assistant is asked, and imports its client.
        auto_enabling_integrations=False,
        data_collection=_COLLECTED,
        before_send=scrub_event,
        before_send_transaction=scrub_event,
        before_breadcrumb=scrub_breadcrumb,
        **options,
    )


def scrub_event(event: Any, hint: Any) -> Any:
    """Return `event` with nothing left in it that could name a person."""
    if request := event.get("request"):
        event["request"] = _scrubbed_request(request)
    for key in ("user", "extra", "server_name"):
        event.pop(key, None)
    contexts = event.get("contexts", {})
    event["contexts"] = {name: contexts[name] for name in _KEPT_CONTEXTS if name in contexts}
    if trace := event["contexts"].get("trace"):
        trace.pop("data", None)
    if "transaction" in event:
        event["transaction"] = scrub(event["transaction"])
    for problem in event.get("exception", {}).get("values", []):
        problem["value"] = scrub_message(problem.get("value") or "")
        for frame in (problem.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    if entry := event.get("logentry"):
        event["logentry"] = {"message": scrub_message(entry.get("message") or "")}
    if isinstance(message := event.get("message"), str):
        event["message"] = scrub_message(message)
    for span in event.get("spans", []):
        span["description"] = scrub_message(span.get("description") or "")
        span.pop("data", None)
    return event


def scrub_breadcrumb(crumb: Any, hint: Any) -> Any:
    """Return `crumb` with its kind and time, and its text scrubbed."""
    crumb.pop("data", None)
    crumb["message"] = scrub_message(crumb.get("message") or "")
    return crumb


def scrub(text: str) -> str:
    """Return `text` without e-mail addresses, keys, codes, and numbers long enough to mean a person."""
    for pattern in (_LETTERBOX, _TOKEN, _IBAN, _LONG_NUMBER, _CODE):
        text = pattern.sub(HIDDEN, text)
    return text


def hide_keys(text: str) -> str:
    """Return `text` without keys of sessions and of private addresses."""
    return _TOKEN.sub(HIDDEN, text)


def scrub_message(text: str) -> str:
    """Return `text` scrubbed, and without what it quotes: exceptions and SQL quote values."""
    return scrub(_QUOTED.sub(HIDDEN, text))


def _scrubbed_request(request: dict[str, Any]) -> dict[str, Any]:
    kept = {key: scrub(request[key].partition("?")[0]) for key in _KEPT_REQUEST if request.get(key)}
    headers = {name.lower(): value for name, value in request.get("headers", {}).items()}
    return kept | {"headers": {name: headers[name] for name in _KEPT_HEADERS if name in headers}}
