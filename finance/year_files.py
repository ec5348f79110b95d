"""The table of a year as a PDF: both sides by category beside the year before, and what was carried into it."""

from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from accounts.models import OrganisationProfile
from kafkasder.core import pdf
from kafkasder.core.days import today
from kafkasder.core.fields import format_date
from kafkasder.core.money import format_money

from .book import Side, Sums, year_sums
from .periods import carried_into

_WIDTHS = [part * pdf.mm for part in (86, 44, 44)]


def write_year(file: IO[bytes], year: int) -> int:
    """Write the table of a year into a PDF; return how many lines it has."""
    title = _("%(year)d yıl sonu tablosu") % {"year": year}
    head, sides, carried = OrganisationProfile.current(), year_sums(year), list(carried_into(year))
    story: list[Any] = [pdf.text(head.name, pdf.STRONG)] if head.name else []
    story += [pdf.title(title), pdf.text(_("Düzenlenme tarihi: %(day)s") % {"day": format_date(today())})]
    for side in sides:
        story += _side(side, year)
    if carried:
        rows = [[row.fund or row.account, format_money(row.amount, row.currency)] for row in carried]
        story.append(pdf.heading(_("Önceki yıldan devreden")))
        story.append(pdf.table([_("Fon ya da hesap"), _("Tutar")], rows, numbers=[1], widths=_WIDTHS[:2]))
    pdf.write_document(file, story, title=title, foot=" · ".join(filter(None, (head.name, title))))
    return sum(len(side.lines) for side in sides) + len(carried)


def _side(side: Side, year: int) -> list[Any]:
    rows = [[line.label, _said(line.then), _said(line.now)] for line in side.lines]
    rows.append([_("Toplam"), _said(side.then), _said(side.now)])
    head = [_("Kategori"), year - 1, year]
    return [pdf.heading(side.direction.label), pdf.table(head, rows, numbers=[1, 2], widths=_WIDTHS, sums=1)]


def _said(sums: Sums) -> str:
    """Write one sum of each currency, below each other; nothing at all is no lira."""
    return "\n".join(format_money(amount, currency) for currency, amount in (sums or {"TRY": Decimal(0)}).items())
