"""What of the personal data law must be done by a day: requests that wait for their answer."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kafkasder.core.deadlines import SOURCES, Found, Source

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
            order=60,
        )
    )


def _requests(today: date) -> Iterator[Found]:
    for row in DataRequest.objects.exclude(state__in=CLOSED).order_by("pk"):
        yield Found(
            cause=str(row.pk), title=_("Başvuru yanıtlanacak: no %(number)d") % {"number": row.pk}, due_on=row.due_on
        )
