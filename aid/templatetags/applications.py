"""Marks of applications: their stage, priority, time, and what they ask for; never by colour alone."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beneficiaries.choices import Priority
from kafkasder.core.days import today
from kafkasder.core.money import format_money
from kafkasder.core.templatetags.ui import NOTHING, badge

from ..choices import AidKind, Frequency, Unit
from ..models import AidApplication, AskedAid
from ..states import Stage

register = template.Library()

STAGE_TONES: dict[str, str] = {
    Stage.DRAFT: "neutral",
    Stage.SUBMITTED: "info",
    Stage.MISSING: "warning",
    Stage.REVIEW: "info",
    Stage.VISIT: "info",
    Stage.COMMITTEE: "info",
    Stage.APPROVED: "success",
    Stage.PARTLY: "success",
    Stage.REJECTED: "danger",
    Stage.WAITING: "warning",
    Stage.ONGOING: "success",
    Stage.COMPLETED: "neutral",
    Stage.WITHDRAWN: "neutral",
}
_STAGES, _PRIORITIES = dict(Stage.choices), dict(Priority.choices)
_PRIORITY_TONES: dict[str, str] = {Priority.HIGH: "warning", Priority.URGENT: "danger"}
_KINDS, _FREQUENCIES, _UNITS = dict(AidKind.choices), dict(Frequency.choices), dict(Unit.choices)


@register.simple_tag
def stage_tag(application: AidApplication) -> SafeString:
    """Draw how far an application is."""
    return stage_badge(application.stage, get_language())


@lru_cache(maxsize=128)
def stage_badge(stage: str, language: str) -> SafeString:
    """A list has one in each row, and there are few different ones in a language."""
    return badge(_STAGES[stage], STAGE_TONES[stage])


@register.simple_tag
def stage_label(stage: str) -> str:
    return str(_STAGES.get(stage, ""))


@register.simple_tag
def priority_mark(application: AidApplication) -> SafeString:
    """Draw the priority; the usual ones are plain words, so that the others stand out."""
    return _priority(application.priority, get_language())


@lru_cache(maxsize=64)
def _priority(priority: str, language: str) -> SafeString:
    label, tone = _PRIORITIES[priority], _PRIORITY_TONES.get(priority)
    return badge(label, tone) if tone else conditional_escape(label)


@register.simple_tag
def due_tag(application: AidApplication) -> SafeString:
    """Say until when an application should leave its stage, in a colour where that is past."""
    if application.due_on is None:
        return NOTHING
    days = (today() - application.due_on).days
    if days > 0:
        return badge(
            ngettext("%(count)d gün gecikti", "%(count)d gün gecikti", days) % {"count": days}, "danger", "alert"
        )
    words = f"{application.due_on:%d.%m.%Y}"  # a board has a hundred of them, and Django's own way takes its time
    return badge(words, "warning", "clock") if days == 0 else SafeString(words)


@register.simple_tag
def applicant_name(application: AidApplication) -> str:
    """Say who asks, without their file: an organisation, a person of the household, or its head."""
    household = application.household
    if application.applicant_name or household is None:
        return application.applicant_name
    return str(application.person or household.head or household.file_number)


@register.simple_tag
def asked_words(asked: AskedAid) -> str:
    """Say what is asked for: its kind with the amount or quantity, and how often."""
    what = how_much(asked.amount, asked.currency, asked.quantity, asked.unit)
    return " ".join(filter(None, (str(_KINDS[asked.kind]), what, how_often(asked.frequency, asked.times))))


@register.simple_tag
def granted_words(asked: AskedAid) -> str:
    """Say what of it was granted; empty if nothing was."""
    what = how_much(asked.granted_amount, asked.currency, asked.granted_quantity, asked.unit)
    return " ".join(filter(None, (what, how_often(asked.frequency, asked.granted_times)))) if what else ""


def how_much(amount: Any, currency: str, quantity: Any, unit: str) -> str:
    """Say an amount of money, a quantity, or both."""
    money = format_money(amount, currency) if amount is not None else ""
    goods = f"{number_format(quantity.normalize(), force_grouping=True)} {_UNITS.get(unit, '')}" if quantity else ""
    return f"{goods} ({money})" if goods and money else goods or money


def how_often(frequency: str, times: int | None) -> str:
    """Say how often; nothing for what is given once."""
    if frequency == Frequency.ONCE or not times:
        return ""
    return f"× {times} ({_FREQUENCIES[frequency]})"


@register.simple_tag
def told_grant(grant: dict[str, Any]) -> str:
    """Say what a decision keeps of one granted kind of help."""
    amount, quantity = (Decimal(grant[name]) if grant.get(name) else None for name in ("amount", "quantity"))
    kind, what = _KINDS.get(grant["kind"], grant["kind"]), how_much(amount, grant["currency"], quantity, grant["unit"])
    times = f"× {grant['times']}" if (grant.get("times") or 1) > 1 else ""
    return " ".join(filter(None, (f"{kind}:", what or _("onaylanmadı"), times)))


def days_words(days: int) -> str:
    """Say a number of days."""
    return ngettext("%(count)d gün", "%(count)d gün", max(days, 0)) % {"count": max(days, 0)}
