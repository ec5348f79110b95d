"""The number that each request carries: on error pages, in log lines, in the audit trail and in Sentry."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

import sentry_sdk
from django.http import HttpRequest, HttpResponse

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misheard or misread on the telephone
_current: ContextVar[str] = ContextVar("request_number", default="")


def current_number() -> str:
    """Return the number of the request that is being answered, or nothing outside of any."""
    return _current.get()


def new_number() -> str:
    """Return a fresh number of ten signs: `7KQ2M-9XDPA`."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


class RequestNumberMiddleware:
    """Give each request a number before anything can go wrong with it; its context, and so the number, ends with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = new_number()
        _current.set(number)
        sentry_sdk.set_tag("request_number", number)
        return self.get_response(request)


class NumberFilter(logging.Filter):
    """Add the request's number to each log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.number = current_number() or "-"
        return True
