"""Marks of visits, and scores in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.templatetags.ui import NOTHING, badge, moment

from ..choices import VisitAdvice
from ..models import HomeVisit, ScoreRuleSet
from ..states import RuleSetState, VisitState

register = template.Library()

_STATE_TONES: dict[str, str] = {
    VisitState.PLANNED: "info",
    VisitState.DONE: "success",
    VisitState.CANCELLED: "neutral",
}
_ADVICE_TONES: dict[str, str] = {
    VisitAdvice.HELP: "success",
    VisitAdvice.HELP_SOON: "danger",
    VisitAdvice.WATCH: "info",
    VisitAdvice.NO_HELP: "neutral",
}
_RULE_TONES: dict[str, str] = {
    RuleSetState.DRAFT: "warning",
    RuleSetState.RELEASED: "success",
    RuleSetState.RETIRED: "neutral",
}


@register.simple_tag
def visit_state_tag(visit: HomeVisit) -> SafeString:
    """Draw the state of a visit."""
    return badge(visit.get_state_display(), _STATE_TONES[visit.state])


@register.simple_tag
def advice_tag(visit: HomeVisit) -> SafeString:
    """Draw what the visitor recommends."""
    return badge(visit.get_advice_display(), _ADVICE_TONES[visit.advice]) if visit.advice else NOTHING


@register.simple_tag
def planned_tag(visit: HomeVisit) -> SafeString:
    """Draw the day of a visit, marked where it passed and nobody wrote anything."""
    day = moment(visit.planned_for)
    if visit.state != VisitState.PLANNED or visit.planned_for >= today():
        return day
    return format_html("{} {}", day, badge(_("Gecikti"), "danger"))


@register.simple_tag
def rules_state_tag(rules: ScoreRuleSet) -> SafeString:
    """Draw whether a version of the need score is in force."""
    return badge(rules.get_state_display(), _RULE_TONES[rules.state])
