"""What the administrators' page of the live layer says of causes."""

from collections import Counter

from django import template
from django.apps import apps
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import capitalised

register = template.Library()

_KINDS = {
    "change": _("değişiklik"),
    "watch": _("açılan sayfa"),
    "ack": _("geç kalan tarayıcı"),
    "quiet": _("sessizlikte bakış"),
    "adrift": _("bağ kopukken bakış"),
    "return": _("bağ geri gelince bakış"),
    "retry": _("hatadan sonra yeniden"),
}


@register.filter
def cause_in_words(cause: str) -> str:
    """`change: accounts_user` as people say it."""
    kind, _colon, tables = cause.partition(": ")
    said = str(_KINDS.get(kind, kind))
    if tables:
        said += ": " + ", ".join(sorted(_name_of(table) for table in tables.split(", ")))
    return capitalised(said)


@register.filter
def causes_in_words(causes: "Counter[str]") -> str:
    """How often each kind of cause was, the most frequent first."""
    return ", ".join(f"{capitalised(str(_KINDS.get(kind, kind)))}: {count}" for kind, count in causes.most_common())


def _name_of(table: str) -> str:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return str(model._meta.verbose_name_plural)
    return table
