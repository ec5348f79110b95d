"""The decisions that settle a row, on the row's page."""

from typing import Any

from django import template
from django.template.context import Context

from ..decided import decisions_on

register = template.Library()


@register.inclusion_tag("components/decided_by.html", takes_context=True)
def decided_by(context: Context, key: str, pk: int) -> dict[str, Any]:
    """Draw the decisions that settle a row; nothing where there is none, or none for the viewer to see."""
    return {"cards": decisions_on(context["request"].user, key, pk)}
