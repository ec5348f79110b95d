"""What is suspicious, as data: how many events of a kind, by one person or from one address, within which time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import EventKind, Severity

_DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Rule:
    """More than the limit of `counted` in events of `kind` by one `subject` within `window` is suspicious.

    `limit` names the field of `SecuritySettings` that holds the number; `said` tells people, with `%(limit)d` in it.
    """

    key: str
    said: str | Promise
    kind: EventKind
    limit: str
    window: timedelta = _DAY
    subject: Literal["user", "ip"] = "user"
    counted: Literal["id", "ip"] = "id"
    severity: Severity = Severity.HIGH


RULES: tuple[Rule, ...] = (
    Rule(
        "failures",
        _("24 saatte çok sayıda hatalı giriş (sınır: %(limit)d)"),
        EventKind.FAILURE,
        "suspicious_failures",
    ),
    Rule(
        "failures_of_address",
        _("Bir adresten 24 saatte çok sayıda hatalı giriş (sınır: %(limit)d)"),
        EventKind.FAILURE,
        "suspicious_failures_of_address",
        subject="ip",
    ),
    Rule(
        "addresses",
        _("24 saatte çok sayıda farklı adresten giriş (sınır: %(limit)d)"),
        EventKind.SUCCESS,
        "suspicious_addresses",
        counted="ip",
        severity=Severity.MEDIUM,
    ),
    Rule(
        "refusals",
        _("24 saatte çok sayıda yetki reddi (sınır: %(limit)d)"),
        EventKind.DENIED,
        "suspicious_refusals",
    ),
    Rule(
        "reveals",
        _("10 dakikada çok sayıda hassas veriye bakış (sınır: %(limit)d)"),
        EventKind.DATA_ACCESS,
        "suspicious_reveals",
        window=timedelta(minutes=10),
        severity=Severity.CRITICAL,
    ),
    Rule(
        "reveals_of_day",
        _("24 saatte çok sayıda hassas veriye bakış (sınır: %(limit)d)"),
        EventKind.DATA_ACCESS,
        "suspicious_reveals_of_day",
        severity=Severity.CRITICAL,
    ),
)
BY_KEY: dict[str, Rule] = {rule.key: rule for rule in RULES}


def rules_for(kind: str) -> Iterable[Rule]:
    """Return the rules that an event of this kind may break."""
    return [rule for rule in RULES if rule.kind == kind]
