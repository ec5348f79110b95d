"""Marks of the registry: the state, priority and categories of a household or person."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.identifiers import mask_document_number, mask_iban, mask_identity_number, mask_phone
from kafkasder.core.templatetags.ui import NOTHING, badge, fact, icon, masked, tab
from kafkasder.core.text import capitalised

from ..ages import age_on
from ..choices import Category, Priority
from ..models import BankAccount, Beneficiary, CaseNote, Household, IdentityDocument, PersonConsent, Referral
from ..states import ConsentState, HouseholdStatus, PersonStatus, ReferralState

register = template.Library()

CATEGORIES_SHOWN = 2
STATUS_TONES: dict[str, str] = {
    HouseholdStatus.DRAFT: "neutral",
    HouseholdStatus.PENDING: "warning",
    HouseholdStatus.ACTIVE: "success",
    HouseholdStatus.SUSPENDED: "warning",
    HouseholdStatus.PASSIVE: "neutral",
    HouseholdStatus.MOVED: "info",
    HouseholdStatus.ARCHIVED: "neutral",
    PersonStatus.DECEASED: "neutral",
}
STATUS_LABELS = dict([*PersonStatus.choices, *HouseholdStatus.choices])
CATEGORY_LABELS = dict(Category.choices)
PRIORITY_LABELS = dict(Priority.choices)
PRIORITY_TONES: dict[str, str] = {Priority.HIGH: "warning", Priority.URGENT: "danger"}


@register.simple_tag
def status_tag(row: Household | Beneficiary) -> SafeString:
    """Draw the state of a household or person."""
    return _status_badge(row.status, get_language())


@lru_cache(maxsize=256)
def _status_badge(status: str, language: str) -> SafeString:
    """A list has one in each row, and there are few different ones in a language."""
    return badge(STATUS_LABELS[status], STATUS_TONES[status])


@register.simple_tag
def priority_tag(household: Household, short: bool = False) -> SafeString:
    """Draw the priority and the emergency flag, which where it must be `short` is a mark without words.

    The usual priorities are plain words, so that the others stand out.
    """
    priority = _priority_mark(household.priority, get_language())
    if not household.is_emergency:
        return priority
    words = _("Acil durum")
    mark = badge(icon("alert", label=words), "danger") if short else badge(words, "danger", "alert")
    return format_html('{} <span title="{}">{}</span>', priority, words, mark)


@lru_cache(maxsize=64)
def _priority_mark(priority: str, language: str) -> SafeString:
    label, tone = PRIORITY_LABELS[priority], PRIORITY_TONES.get(priority)
    return badge(label, tone) if tone else conditional_escape(label)


@register.simple_tag
def category_tags(household: Household, shown: int = CATEGORIES_SHOWN) -> SafeString:
    """Draw the first categories, and how many more there are."""
    return _category_badges(tuple(household.categories), shown, get_language())


@lru_cache(maxsize=1024)
def _category_badges(categories: tuple[str, ...], shown: int, language: str) -> SafeString:
    labels = [str(CATEGORY_LABELS[category]) for category in categories]
    if not labels:
        return NOTHING
    tags = mark_safe(" ".join(map(badge, labels[:shown])))
    more = labels[shown:]
    if not more:
        return tags
    return format_html('{} <span title="{}">{}</span>', tags, ", ".join(more), badge(f"+{len(more)}"))


# Masked values


@register.filter
def masked_identity(number: str) -> str:
    return mask_identity_number(number)


@register.filter
def masked_phone(number: str) -> str:
    return mask_phone(number)


_MASKS: dict[str, Callable[[str], str]] = {
    "identity_number": mask_identity_number,
    "phone": mask_phone,
    "reference_phone": mask_phone,
    "iban": mask_iban,
    "secret_text": lambda text: "••••••",
    "number": mask_document_number,
}


@register.simple_tag
def masked_value(row: Any, field: str, may_reveal: bool) -> SafeString:
    """Draw a value behind its mask, with the way to see it for those who may."""
    value = getattr(row, field)
    if not value:
        return NOTHING
    url = _reveal_url(row, field) if may_reveal else ""
    return render_to_string("components/masked.html", masked(_MASKS[field](value), url, _label(row, field)))


@register.simple_tag
def reveal_fact(row: Any, field: str, may_reveal: bool) -> SafeString:
    """Draw a fact whose value is masked."""
    return fact(_label(row, field), masked_value(row, field, may_reveal))


def _label(row: Any, field: str) -> str:
    return capitalised(str(row._meta.get_field(field).verbose_name))


def _reveal_url(row: Any, field: str) -> str:
    if isinstance(row, IdentityDocument):
        return reverse("beneficiaries:document_reveal", args=[row.pk])
    if isinstance(row, BankAccount):
        return reverse("beneficiaries:account_reveal", args=[row.pk])
    if isinstance(row, CaseNote):
        return reverse("beneficiaries:note_reveal", args=[row.pk])
    view = "household_reveal" if isinstance(row, Household) else "person_reveal"
    return reverse(f"beneficiaries:{view}", args=[row.pk, field])


# Facts in words


@register.filter
def age(person: Beneficiary) -> int | None:
    return age_on(timezone.localdate(), person.birth_date, person.birth_year)


@register.filter
def birth(person: Beneficiary) -> SafeString | str:
    """Say when somebody was born and how old that makes them."""
    if not person.birth_year:
        return ""
    born = date_format(person.birth_date, "j F Y") if person.birth_date else str(person.birth_year)
    years = age(person)
    return _("%(born)s (%(age)s yaşında)") % {"born": born, "age": years}


@register.filter
def place(household: Household) -> str:
    return " / ".join(str(each) for each in (household.province, household.district) if each)


@register.filter
def category_label(code: str) -> str:
    return str(Category(code).label)


# Case files

_CONSENT_TONES = {ConsentState.GIVEN: "success", ConsentState.EXPIRED: "warning", ConsentState.WITHDRAWN: "danger"}
_REFERRAL_TONES: dict[str, str] = {
    ReferralState.SENT: "info",
    ReferralState.ACCEPTED: "warning",
    ReferralState.COMPLETED: "success",
    ReferralState.DECLINED: "danger",
}
_ENDS_SOON = timedelta(days=30)
_CASE_TABS = (
    ("paper_list", gettext_lazy("Belgeler"), "beneficiaries.view_papers"),
    ("consent_list", gettext_lazy("Açık rızalar"), "beneficiaries.view_consents"),
    ("referral_list", gettext_lazy("Kurum yönlendirmeleri"), "beneficiaries.view_referrals"),
    ("consent_text_list", gettext_lazy("Rıza metinleri"), "beneficiaries.view_consents"),
)


@register.simple_tag
def consent_tag(consent: PersonConsent) -> SafeString:
    """Draw whether a consent holds today."""
    return badge(consent.state.label, _CONSENT_TONES[consent.state])


@register.simple_tag
def referral_tag(referral: Referral) -> SafeString:
    """Draw the state of a referral, and whether its answer is late."""
    drawn = badge(referral.get_state_display(), _REFERRAL_TONES.get(referral.state, "neutral"))
    if referral.is_open and referral.answer_by and referral.answer_by < today():
        return format_html("{} {}", drawn, badge(_("Yanıt gecikti"), "danger", "clock"))
    return drawn


@register.simple_tag
def expiry_tag(day: date | None) -> SafeString:
    """Draw until when something holds, in a colour where that is near or past."""
    if day is None:
        return NOTHING
    words = date_format(day, "d.m.Y")
    if day < today():
        return badge(_("%(day)s, süresi doldu") % {"day": words}, "danger", "alert")
    return badge(words, "warning", "clock") if day <= today() + _ENDS_SOON else SafeString(words)


@register.simple_tag(takes_context=True)
def case_tabs(context: Context, current: str = "") -> SafeString:
    """Draw the links between the lists of case files; `current` is the URL name of this one."""
    request = context["request"]
    here = current or request.resolver_match.url_name
    seen = [each for each in _CASE_TABS if request.user.has_perm(each[2])]
    drawn = [(tab(str(label), reverse(f"beneficiaries:{name}"), name == here),) for name, label, _verb in seen]
    return format_html(
        '<nav class="tabs" aria-label="{}">{}</nav>', _("Hane dosyaları"), format_html_join("", "{}", drawn)
    )
