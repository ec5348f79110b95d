"""What of the personal data law must be done by a day: requests that wait for their answer."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Ready, Source

from .models import DataRequest
from .states import CLOSED


def register() -> None:
    SOURCES.add(
        Source(
            key="data_request",
            label=gettext_lazy("İlgili kişi başvurusunun yanıtı"),
            verb="privacy.view_requests",
            find=_requests,
            basis=gettext_lazy("6698 sayılı kanun 13"),
            ready=_page,
            order=60,
        )
    )


def _requests(today: date) -> Iterator[Found]:
    for row in DataRequest.objects.exclude(state__in=CLOSED).order_by("pk"):
        yield Found(
            cause=str(row.pk), title=_("Başvuru yanıtlanacak: no %(number)d") % {"number": row.pk}, due_on=row.due_on
        )


def _page(cause: str, pk: int | None) -> Iterator[Ready]:
    page = reverse("privacy:request_detail", args=[cause])
    yield Ready(_("Başvurunun sayfası"), page, "privacy.view_requests", icon="external")
