"""What of donations must be done by a day: permits that end, collectors' authorizations, and books that come back."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Ready, Source

from .models import Campaign, CollectorAuthorization
from .references import CAMPAIGN
from .stock import open_handovers

_LOOKED_BACK = timedelta(days=365)


def register() -> None:
    SOURCES.add(
        Source(
            key="collector",
            label=gettext_lazy("Tahsil yetkisinin bitişi"),
            verb="donations.view_receipts",
            find=_authorizations,
            basis=gettext_lazy("Dernekler Yönetmeliği: yetki belgesi"),
            ready=_authorization,
            order=40,
        )
    )
    SOURCES.add(
        Source(
            key="book_return",
            label=gettext_lazy("Alındı cildinin geri alınması"),
            verb="donations.view_receipts",
            find=_books,
            basis=gettext_lazy("Dernekler Yönetmeliği: alındı belgeleri"),
            ready=_book,
            order=45,
        )
    )
    SOURCES.add(
        Source(
            key="permit_end",
            label=gettext_lazy("Yardım toplama izninin bitişi"),
            verb="donations.view_campaigns",
            find=_permits,
            basis=gettext_lazy("2860 sayılı kanun"),
            order=50,
        )
    )
    SOURCES.add(
        Source(
            key="permit_result",
            label=gettext_lazy("Yardım toplama sonuç bildirimi"),
            verb="donations.view_campaigns",
            find=_results,
            basis=gettext_lazy("2860 sayılı kanun"),
            order=51,
        )
    )


def _authorizations(today: date) -> Iterator[Found]:
    """Yield those that end; one that somebody has a later one for is renewed and asks for nothing."""
    rows = CollectorAuthorization.objects.filter(revoked_on__isnull=True, valid_to__gte=today - _LOOKED_BACK)
    known = list(rows.select_related("person").order_by("pk"))
    for row in known:
        if not any(each.person_id == row.person_id and each.valid_to > row.valid_to for each in known):
            yield Found(
                cause=str(row.pk),
                title=_("Tahsil yetkisi bitiyor: %(person)s") % {"person": row.person},
                due_on=row.valid_to,
            )


def _authorization(cause: str, pk: int | None) -> Iterator[Ready]:
    page = reverse("donations:authorization_detail", args=[cause])
    yield Ready(_("Yetkinin sayfası"), page, "donations.view_receipts", icon="external")


def _books(today: date) -> Iterator[Found]:
    """Yield the books that are with somebody; one that came back asks for nothing."""
    for row in open_handovers():
        title = _("Alındı cildi geri alınacak: %(book)s, %(person)s") % {"book": row.book, "person": row.holder}
        yield Found(cause=f"{row.pk} {row.book_id}", title=title, due_on=row.due_on)


def _book(cause: str, pk: int | None) -> Iterator[Ready]:
    page = reverse("donations:book_detail", args=[cause.partition(" ")[2]])
    yield Ready(_("Cildin sayfası"), page, "donations.view_receipts", icon="external")


def _with_permit(today: date) -> Iterator[Campaign]:
    rows = Campaign.objects.filter(~Q(permit_number=""), permit_until__gte=today - _LOOKED_BACK)
    yield from rows.order_by("pk")


def _permits(today: date) -> Iterator[Found]:
    for row in _with_permit(today):
        title = _("Yardım toplama izni bitiyor: %(campaign)s") % {"campaign": row.name}
        yield Found(cause=str(row.pk), title=title, due_on=row.permit_until, pointer=(CAMPAIGN, row.pk))


def _results(today: date) -> Iterator[Found]:
    for row in _with_permit(today):
        yield Found(
            cause=str(row.pk),
            title=_("Yardım toplama sonuç bildirimi: %(campaign)s") % {"campaign": row.name},
            happened_on=row.permit_until,
            term="permit_result",
            pointer=(CAMPAIGN, row.pk),
        )
