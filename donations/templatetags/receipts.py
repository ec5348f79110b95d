"""Marks of receipts, books and authorisations."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kafkasder.core.days import today
from kafkasder.core.templatetags.ui import badge

from .. import policy
from ..forms.receipts import why_no_leaf
from ..models import CollectorAuthorization, Donation
from ..services.statement_pdf import statement_years
from ..states import BookState, ReceiptState

register = template.Library()

TONES: dict[str, str] = {
    BookState.IN_STOCK: "info",
    BookState.DELIVERED: "success",
    BookState.RETURNED: "warning",
    BookState.CLOSED: "neutral",
    ReceiptState.ISSUED: "success",
    ReceiptState.VOID: "danger",
}


@register.simple_tag
def receipt_mark(row: Any) -> SafeString:
    """Draw the state of a receipt or a book."""
    return badge(row.get_state_display(), TONES[row.state])


@register.simple_tag
def authorization_mark(row: CollectorAuthorization) -> SafeString:
    """Draw whether an authorisation holds today."""
    day = today()
    if row.revoked_on and row.revoked_on <= day:
        return badge(_("İptal edildi"), "danger")
    if row.valid_to < day:
        return badge(_("Süresi bitti"), "neutral")
    if row.valid_from > day:
        return badge(_("Başlayacak"), "info")
    return badge(_("Geçerli"), "success")


@register.inclusion_tag("donations/_receipts_of_gift.html", takes_context=True)
def gift_receipts(context: Context, donation: Donation) -> dict[str, Any]:
    """Draw the receipts of a gift with the way to write one; to those who may see receipts."""
    user = context["request"].user
    if not user.has_perm("donations.view_receipts"):
        return {"seen": False}
    rows = list(donation.receipts.order_by("-pk"))
    need = policy.needs_receipt(donation)
    has_one = any(receipt.state == ReceiptState.ISSUED for receipt in rows)
    may_issue = need.allowed and not has_one and policy.can_issue_receipt(user).allowed
    why_not = "" if rows or need else need.reason
    if may_issue:
        why_not = why_no_leaf(donation, user)
    return {
        "seen": True,
        "donation": donation,
        "rows": rows,
        "may_issue": may_issue and not why_not,
        "why_not": why_not,
    }


@register.inclusion_tag("donations/_statements.html", takes_context=True)
def donor_statements(context: Context, donor: Any) -> dict[str, Any]:
    """Draw the yearly statements of a donor, to those who may see what was given."""
    user = context["request"].user
    years = statement_years(donor) if user.has_perm("donations.view_donations") else []
    return {"donor": donor, "years": years}
