"""What of donations must be done by a day: permits that end, and collectors' authorizations."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Source

from .models import Campaign, CollectorAuthorization
from .references import CAMPAIGN

_LOOKED_BACK = timedelta(days=365)


def register() -> None:
    SOURCES.add(
        Source(
            key="collector",
            label=gettext_lazy("Tahsil yetkisinin bitişi"),
            verb="donations.view_receipts",
            find=_authorizations,
            basis=gettext_lazy("Dernekler Yönetmeliği: yetki belgesi"),
            order=40,
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
