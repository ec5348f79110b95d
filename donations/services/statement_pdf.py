"""What a donor gave in a year, on paper: each currency for itself, for two are never added."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import IO, Any

from django.db.models import QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import OrganisationProfile
from finance.choices import Currency
from kafkasder.core import pdf
from kafkasder.core.days import today
from kafkasder.core.money import format_money

from ..models import Donation, Donor, DonorTotal, Receipt
from .receipt_pdf import LANGUAGE, number_on_paper


def statement_years(donor: Donor) -> list[int]:
    """Return the years in which a donor gave something that was taken in, newest first."""
    years = DonorTotal.objects.filter(donor=donor).values_list("year").annotate(count=Sum("count"))
    return [year for year, count in years.order_by("-year") if count]


def gifts_of_year(donor: Donor, year: int) -> QuerySet[Donation]:
    """Return what a donor gave in a year, one currency after the other."""
    gifts: QuerySet[Donation] = donor.donations.taken_in().filter(day__year=year).select_related("fund")
    return gifts.order_by("currency", "day", "pk")


def write_statement(donor: Donor, year: int, file: IO[bytes]) -> None:
    """Write the statement of a donor's year as a PDF."""
    with override(LANGUAGE):
        head = OrganisationProfile.current()
        title = _("%(year)d yılı bağış dökümü") % {"year": year}
        gifts = list(gifts_of_year(donor, year))
        story = [*_head(head, title), *_donor(donor)]
        numbers = _receipts(gifts)
        for currency, rows in groupby(gifts, key=lambda each: each.currency):
            story += _section(currency, list(rows), numbers)
        story += [pdf.heading(""), pdf.text(_("Bilgi yazısıdır; alındı belgesi ve dekont yerine geçmez."), pdf.STRONG)]
        story += [pdf.text(_("Düzenlenme tarihi: %(day)s") % {"day": _day(today())})]
        pdf.write_document(file, story, title=title, foot=head.name)


def _head(head: OrganisationProfile, title: str) -> list[Any]:
    number = _("Kütük no: %(number)s") % {"number": head.registry_number} if head.registry_number else ""
    lines = [head.address, " · ".join(filter(None, (number, head.phone, head.email)))]
    return [
        pdf.text(head.name or _("Derneğin adı yazılmamış"), pdf.STRONG),
        *(pdf.text(line) for line in lines if line),
        pdf.heading(""),
        pdf.title(title),
    ]


def _donor(donor: Donor) -> list[Any]:
    address = ", ".join(filter(None, (donor.address, donor.place)))
    number = number_on_paper(donor.number or "")
    return [pdf.text(donor, pdf.STRONG), *(pdf.text(line) for line in (number, address) if line)]


def _section(currency: str, gifts: list[Donation], numbers: dict[int, str]) -> list[Any]:
    head = [_("Tarih"), _("Tür"), _("Yöntem"), _("Fon"), _("Belge"), _("Tutar"), _("İade")]
    rows: list[list[object]] = [
        [
            _day(gift.day),
            gift.get_kind_display(),
            gift.get_method_display(),
            gift.fund,
            numbers.get(gift.pk) or gift.reference or gift.derbis_number,
            format_money(gift.amount, currency),
            format_money(gift.refunded, currency) if gift.refunded else "",
        ]
        for gift in gifts
    ]
    given = sum((gift.amount for gift in gifts), Decimal())
    back = sum((gift.refunded for gift in gifts), Decimal())
    rows.append(
        [
            _("Toplam (%(count)d bağış)") % {"count": len(gifts)},
            *[""] * 4,
            format_money(given, currency),
            format_money(back, currency) if back else "",
        ]
    )
    widths = [part * pdf.mm for part in (24, 26, 26, 30, 26, 26, 16)]
    return [pdf.heading(Currency(currency).label), pdf.table(head, rows, numbers=[5, 6], widths=widths, sums=1)]


def _receipts(gifts: Iterable[Donation]) -> dict[int, str]:
    """Return the numbers of the receipts of these gifts."""
    valid = Receipt.objects.issued().filter(donation__in=[gift.pk for gift in gifts])
    return {receipt.donation_id: str(receipt) for receipt in valid.only("donation", "series", "number")}


def _day(day: Any) -> str:
    return date_format(day, "d.m.Y")
