"""The lists of figures and of rates of exchange."""

from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import today
from kafkasder.core.lists import Choice, Column, DateRange, List
from kafkasder.core.templatetags.ui import NOTHING

from ..choices import Currency, RuleKey
from ..models import ExchangeRate, MoneyRule

_CURRENCIES = [each for each in Currency.choices if each[0] != Currency.TRY]


def _remove_rule(rule: Any) -> SafeString:
    """Lead to where a figure is taken away, which those that hold already are not."""
    return NOTHING if rule.valid_from <= today() else _remove("finance:rule_remove", rule, rule.value_words)


def _remove_rate(rate: Any) -> SafeString:
    return _remove("finance:rate_remove", rate, str(rate))


def _remove(name: str, row: Any, said: str) -> SafeString:
    label = format_html('{}<span class="visually-hidden">: {}</span>', gettext("Kaldır"), said)
    return format_html('<a href="{}" data-sheet>{}</a>', reverse(name, args=[row.pk]), label)


RULES = List(
    key="para-kurallari",
    label=_("Para kuralları"),
    rows=lambda viewer: MoneyRule.objects.all(),
    nothing=_("İlk kuralı ekleyerek başlayın. Kuralı olmayan şeyin sınırı da yoktur."),
    sort="key",
    columns=[
        Column("key", _("Kural"), lambda row: str(row.get_key_display()), sort="key"),
        Column("value", _("Değer"), "value_words", numeric=True),
        Column("valid_from", _("Başlangıç"), "valid_from", sort="valid_from", descending_first=True, numeric=True),
        Column("source", _("Kaynak"), "source"),
        Column("remove", _("İşlem"), lambda row: "", draw=_remove_rule),
    ],
    filters=[
        Choice("key", _("Kural"), choices=RuleKey, lookup="key__in"),
        DateRange("from", _("Başlangıç"), field="valid_from", moments=False),
    ],
)

RATES = List(
    key="kurlar",
    label=_("Kurlar"),
    rows=lambda viewer: ExchangeRate.objects.all(),
    nothing=_("İlk kuru ekleyerek başlayın. Kuru olmayan döviz kaydı onay bekler."),
    row_url=None,
    sort="-day",
    columns=[
        Column("currency", _("Para birimi"), lambda row: str(row.get_currency_display()), sort="currency"),
        Column("day", _("Gün"), "day", sort="day", descending_first=True, numeric=True),
        Column("rate", _("Kur (₺)"), "rate", draw=lambda row: number_format(row.rate.normalize()), numeric=True),
        Column("source", _("Kaynak"), "source"),
        Column("remove", _("İşlem"), lambda row: "", draw=_remove_rate),
    ],
    filters=[
        Choice("currency", _("Para birimi"), choices=_CURRENCIES, lookup="currency__in"),
        DateRange("day", _("Gün"), field="day", moments=False),
    ],
)
