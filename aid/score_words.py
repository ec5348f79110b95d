"""The need score in plain sentences: its rules, why a household got its points, and what it was like."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.choices import Housing
from kafkasder.core.money import format_money

from .choices import Factor
from .models import ScoreRule
from .scoring import Facts, Reason

# What a factor counts; it follows a number.
_COUNTED_AS: dict[str, Any] = {
    Factor.CHILDREN_AT_LEAST: gettext_lazy("çocuk"),
    Factor.SIZE_AT_LEAST: gettext_lazy("kişilik hane"),
    Factor.ORPHANS_AT_LEAST: gettext_lazy("yetim ya da öksüz"),
    Factor.ELDERLY_AT_LEAST: gettext_lazy("65 yaş üstü kişi"),
    Factor.STUDENTS_AT_LEAST: gettext_lazy("öğrenci"),
    Factor.DISABLED_AT_LEAST: gettext_lazy("engelli"),
    Factor.ILL_AT_LEAST: gettext_lazy("süreğen hasta"),
}


def rule_words(rule: ScoreRule) -> str:
    """Return what a rule gives points for: “en az 3 çocuk: 10 puan”."""
    told = {"points": rule.points, "threshold": _figure(rule.factor, rule.threshold)}
    if rule.factor == Factor.INCOME_PER_HEAD_BELOW:
        return _("Kişi başı aylık gelir %(threshold)s altında: %(points)d puan") % told
    if rule.factor in _COUNTED_AS:
        return _counted(_("en az %(threshold)s %(what)s: %(points)d puan"), rule.factor, told)
    return _("%(factor)s: %(points)d puan") % (told | {"factor": rule.get_factor_display()})


def reason_words(reason: Reason) -> str:
    """Return why a household got points: “3 çocuk (en az 3): 10 puan”."""
    told = {
        "points": reason.points,
        "threshold": _figure(reason.factor, reason.threshold),
        "value": _figure(reason.factor, reason.value),
    }
    if reason.factor == Factor.INCOME_PER_HEAD_BELOW:
        return _("Kişi başı aylık gelir %(value)s (%(threshold)s altında): %(points)d puan") % told
    if reason.factor in _COUNTED_AS:
        return _counted(_("%(value)s %(what)s (en az %(threshold)s): %(points)d puan"), reason.factor, told)
    return _("%(factor)s: %(points)d puan") % (told | {"factor": Factor(reason.factor).label})


def _counted(words: str, factor: str, told: dict[str, Any]) -> str:
    return words % (told | {"what": _COUNTED_AS[factor]})


def _figure(factor: str, value: Any) -> str:
    if value is None or value is True:
        return ""
    if factor == Factor.INCOME_PER_HEAD_BELOW:
        return format_money(Decimal(str(value)))
    figure = Decimal(str(value))
    return str(int(figure)) if figure == int(figure) else number_format(figure)


def facts_in_words(facts: Facts) -> list[tuple[str, str]]:
    """Return what a household was like, but for its health, as labels and values."""
    income, per_head = facts.income, facts.income_per_head
    return [
        (_("Kişi sayısı"), str(facts.size)),
        (_("18 yaş altı"), str(facts.children)),
        (_("65 yaş üstü"), str(facts.elderly)),
        (_("Yetim ya da öksüz"), str(facts.orphans)),
        (_("Öğrenci"), str(facts.students)),
        (_("Çalışan"), str(facts.workers)),
        (_("Aylık gelir"), _("söylenmedi") if income is None else format_money(income)),
        (_("Kişi başı aylık gelir"), "" if per_head is None else format_money(per_head)),
        (_("Konut"), str(Housing(facts.housing).label) if facts.housing in Housing.values else ""),
        (_("Tek ebeveyn"), _yes_or_no(facts.single_parent)),
        (_("Mülteci aile"), _yes_or_no(facts.refugee)),
        (_("Acil durum"), _yes_or_no(facts.emergency)),
    ]


def health_in_words(facts: Facts) -> list[tuple[str, str]]:
    """Return what is told of a household's health, for those who opened it."""
    return [(_("Engelli"), str(facts.disabled)), (_("Süreğen hasta"), str(facts.ill))]


def _yes_or_no(value: bool) -> str:
    return _("evet") if value else _("hayır")
