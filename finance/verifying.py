"""Proving the money: every sum added up anew, every row against what it must agree with.

Each check is one SQL statement, so that it sees one moment and none half written, and yields the rows that disagree.
Rooms above add checks of their own in `AppConfig.ready`:

    CHECKS.add(Check(key="donations.gifts", label=_("…"), run=rows_of("donations.donation", SQL), order=100))
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from time import monotonic
from typing import Any, Final

from django.apps import apps
from django.db import connection, transaction
from django.utils.functional import Promise

from kafkasder.core.registry import Registry
from kafkasder.core.totals import Totals

from .models import MoneyCheck

MOST: Final = 50
"""How many rows of one check are kept; if there are more, they have one cause."""


@dataclass(frozen=True)
class Finding:
    """A row that disagrees: `model` and `pk` name it, or `where` does; `expected` and `found` are amounts or words."""

    model: str = ""
    pk: int | None = None
    where: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """Something that must be true; `label` says what. `run` yields what is not so."""

    key: str
    label: str | Promise
    run: Callable[[], Iterable[Finding]]
    order: int = 100
    verb: str = "finance.view_finance"


CHECKS: Registry[Check] = Registry()


def rows_of(model: str, sql: str) -> Callable[[], Iterator[Finding]]:
    """Return a `run` of SQL that yields the key of a row of `model`, what was expected, and what was found."""

    def run() -> Iterator[Finding]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for pk, expected, found in cursor.fetchall():
                yield Finding(model=model, pk=pk, expected=_said(expected), found=_said(found))

    return run


def places_of(sql: str) -> Callable[[], Iterator[Finding]]:
    """Return a `run` of SQL that yields where something is wrong in words, what was expected, and what was found."""

    def run() -> Iterator[Finding]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            for where, expected, found in cursor.fetchall():
                yield Finding(where=str(where), expected=_said(expected), found=_said(found))

    return run


def sums_of(totals: Totals) -> Callable[[], Iterator[Finding]]:
    """Return a `run` that compares kept totals with the table that they are of."""

    def run() -> Iterator[Finding]:
        for keys in totals.wrong():
            named = zip(totals.keys, keys, strict=True)
            yield Finding(where=f"{totals.into}: " + ", ".join(f"{key} = {value}" for key, value in named))

    return run


def verify() -> dict[str, list[Finding]]:
    """Run all checks; return what disagrees by the key of its check, and nothing for a check that is right."""
    checks = sorted(CHECKS.values(), key=lambda check: (check.order, check.key))
    found = {check.key: list(islice(check.run(), MOST)) for check in checks}
    return {key: findings for key, findings in found.items() if findings}


def verify_and_keep() -> MoneyCheck:
    """Run all checks and keep what they found, for the lamp on the pages of money."""
    began = monotonic()
    found = verify()
    told = [{"check": key} | asdict(finding) for key, findings in found.items() for finding in findings]
    with transaction.atomic():
        return MoneyCheck.objects.create(ok=not told, findings=told, checks=len(CHECKS), seconds=monotonic() - began)


def latest() -> MoneyCheck | None:
    """Return the newest result; None before the first."""
    return MoneyCheck.objects.order_by("-at", "-pk").first()


def told_in_banner() -> dict[str, bool]:
    """Return whether the newest result found something wrong."""
    return {"wrong": MoneyCheck.objects.order_by("-at", "-pk").values_list("ok", flat=True).first() is False}


def told_of(check: MoneyCheck) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what a result found, by the words of its checks; each finding with the address of its row, if it has one.

    A check that no room registers any more keeps its key as its words.
    """
    by_check: dict[str, list[dict[str, Any]]] = {}
    for finding in check.findings:
        by_check.setdefault(finding["check"], []).append(finding | _row_of(finding))
    return [(str(CHECKS[key].label) if key in CHECKS else key, rows) for key, rows in by_check.items()]


def _row_of(finding: dict[str, Any]) -> dict[str, str]:
    if not finding["model"]:
        return {"name": finding["where"], "url": ""}
    model = apps.get_model(finding["model"])
    row = model(pk=finding["pk"])
    url = getattr(row, "get_absolute_url", lambda: "")()
    return {"name": f"{model._meta.verbose_name} {finding['pk']}", "url": url}


def _said(value: Any) -> str:
    return "" if value is None else str(value)
