"""The list of gifts that were given on somebody's behalf, in their memory or honour."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.lists import Choice, Column, DateRange, List
from kafkasder.core.money import format_money

from ..choices import TributeKind
from ..models import Donation
from ..querysets import VIEW_DONORS

TRIBUTES = List(
    key="ithaflar",
    label=_("İthaflar"),
    rows=lambda viewer: Donation.objects.visible_to(viewer).taken_in().exclude(tribute_kind=""),
    search=lambda rows, text: rows.search(text),
    search_label=_("Kimin için, bağışçı ya da bağış no"),
    prepare=lambda rows: rows.select_related("donor"),
    nothing=_("Birinin adına, hatırasına ya da şerefine yapılan bağışlar burada görünür."),
    sort="-day",
    columns=[
        Column("whose", _("Kimin için"), "tribute_name"),
        Column("kind", _("İthaf"), lambda row: str(row.get_tribute_kind_display())),
        Column("donor", _("Bağışçı"), lambda row: str(row.donor), verb=VIEW_DONORS),
        Column("day", _("Bağış tarihi"), "day", sort="day", descending_first=True, numeric=True),
        Column("amount", _("Tutar"), lambda row: format_money(row.amount, row.currency), numeric=True),
        Column("number", _("Bağış no"), "pk", sort="pk", descending_first=True, numeric=True),
    ],
    filters=[
        Choice("kind", _("İthaf"), choices=TributeKind, lookup="tribute_kind__in"),
        DateRange("day", _("Bağış tarihi"), field="day", moments=False),
    ],
)
