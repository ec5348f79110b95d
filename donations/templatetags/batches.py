"""Marks of piles of gifts and of settlements."""

from typing import Any, Final

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.templatetags.ui import badge, tab

from ..models import Batch, Donation
from ..states import BatchState
from ..uses import use_of

register = template.Library()
_TABS: Final = {
    "unsettled_list": gettext_lazy("Hesaba geçmeyenler"),
    "clearing_ages": gettext_lazy("Ne kadar bekliyor?"),
    "settlement_list": gettext_lazy("Kapamalar"),
}
_TONES: dict[str, str] = {BatchState.OPEN: "info", BatchState.CLOSED: "success"}


@register.simple_tag
def batch_state_tag(batch: Batch) -> SafeString:
    """Draw whether a pile is still typed in."""
    return badge(batch.get_state_display(), _TONES[batch.state])


@register.simple_tag
def settlement_tabs(current: str) -> SafeString:
    """Draw the links between the pages about what operators owe; `current` is the URL name of this one."""
    links = ((tab(str(label), reverse(f"donations:{name}"), name == current),) for name, label in _TABS.items())
    return format_html(
        '<nav class="tabs" aria-label="{}">{}</nav>', _("Hesap kapama"), format_html_join("", "{}", links)
    )


@register.inclusion_tag("donations/_gift_use.html", takes_context=True)
def gift_use(context: Context, donation: Donation) -> dict[str, Any]:
    """Draw on what a gift was spent, with links for those who may see the ledger."""
    may_open = context["request"].user.has_perm("finance.view_finance")
    return {"gift": donation, "use": use_of(donation), "may_open": may_open}
