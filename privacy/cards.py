"""What a person's own page says of this room: whether they were told, and what they asked for."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from .models import DataRequest, NoticeDelivery, NoticeVersion
from .subjects import SUBJECTS


@dataclass(frozen=True)
class Card:
    """`delivery` is the newest one, `is_current` tells that its text holds. What one may not do has no address."""

    delivery: NoticeDelivery | None
    is_current: bool
    open_requests: list[DataRequest]
    sees_notices: bool
    delivery_url: str
    request_url: str
    file_url: str


def card_for(viewer: Any, kind: str, pk: int) -> Card | None:
    """Return what the page of a person shows to `viewer`; None for somebody with no verb of this room."""
    sees_notices, sees_requests = viewer.has_perm("privacy.view_notices"), viewer.has_perm("privacy.view_requests")
    if not (sees_notices or sees_requests):
        return None
    delivery, is_current = _newest_delivery(kind, pk) if sees_notices else (None, False)
    requests = DataRequest.objects.of(kind, pk).open().order_by("due_on", "pk") if sees_requests else []

    def url(name: str, *verbs: str) -> str:
        allowed = all(viewer.has_perm(f"privacy.{verb}") for verb in verbs)
        return reverse(f"privacy:{name}", args=[kind, pk]) if allowed else ""

    return Card(
        delivery=delivery,
        is_current=is_current,
        open_requests=list(requests),
        sees_notices=sees_notices,
        delivery_url=url("delivery_create", "view_notices", "record_delivery") if not is_current else "",
        request_url=url("request_of_subject", "view_requests", "record_request"),
        file_url=url("person_export", "view_requests", "export_subject"),
    )


def _newest_delivery(kind: str, pk: int) -> tuple[NoticeDelivery | None, bool]:
    current = NoticeVersion.objects.current().filter(audience=SUBJECTS[kind].audience)
    deliveries = NoticeDelivery.objects.of(kind, pk).select_related("version").order_by("-delivered_on", "-pk")
    newest = list(deliveries)
    still = {*current.values_list("pk", flat=True)}
    return next(iter(newest), None), any(each.version_id in still for each in newest)
