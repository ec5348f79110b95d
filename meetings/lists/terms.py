"""The list of terms."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List
from kafkasder.core.templatetags.ui import NOTHING

from ..choices import MONTHS, TermKey
from ..models import TermRule


def term_words(rule: Any) -> str:
    """Say a term with what it counts."""
    if rule.key in MONTHS:
        return gettext("%(months)d ay") % {"months": rule.value}
    return gettext("%(days)d gün") % {"days": rule.value}


def _remove(rule: Any) -> SafeString:
    """Lead to where a term is taken away, which those that hold already are not."""
    if rule.valid_from <= today():
        return NOTHING
    label = format_html('{}<span class="visually-hidden">: {}</span>', gettext("Kaldır"), term_words(rule))
    return format_html('<a href="{}" data-sheet>{}</a>', reverse("meetings:term_remove", args=[rule.pk]), label)


TERMS = List(
    key="yasal-sureler",
    label=_("Yasal süreler"),
    rows=lambda viewer: TermRule.objects.all(),
    nothing=_("İlk süreyi ekleyerek başlayın. Süresi olmayan şey istenmez ve hatırlatılmaz."),
    row_url=None,
    sort="key",
    columns=[
        Column("key", _("Süre"), str, sort="key"),
        Column("value", _("Değer"), term_words, numeric=True),
        Column("valid_from", _("Başlangıç"), "valid_from", sort="valid_from", descending_first=True, numeric=True),
        Column("source", _("Kaynak"), "source"),
        Column("remove", _("İşlem"), lambda row: "", draw=_remove),
    ],
    filters=[
        Choice("key", _("Süre"), choices=TermKey, lookup="key__in"),
        DateRange("from", _("Başlangıç"), field="valid_from", moments=False),
    ],
)
