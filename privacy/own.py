"""How this room forgets its own rows, and what its policy only states."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .forgotten import FORGOTTEN
from .models import DataRequest
from .retention import KINDS, RetentionKind, Traces, register_statements


def register() -> None:
    KINDS.add(
        RetentionKind(
            key="data_request",
            label=_("Sonuçlanmış ilgili kişi başvuruları"),
            months=36,
            basis=_("Sonuçlandıktan sonra 3 yıl (imha kayıtlarıyla aynı)"),
            model=DataRequest,
            name="number",
            due=_due,
            forget=_forget,
            order=200,
        )
    )
    register_statements()


def _due(before: datetime) -> QuerySet[Any]:
    return DataRequest.objects.filter(closed_at__lt=before).exclude(applicant=FORGOTTEN)


def _forget(request: DataRequest) -> Traces:
    """Keep what kind of request it was and when; who asked what, and the answer, goes."""
    request.subject_kind, request.subject_pk = "", None
    request.applicant = FORGOTTEN
    request.contact = request.summary = request.state_reason = ""
    if request.answer:
        request.answer = FORGOTTEN
    if request.state == "refused":
        request.state_reason = FORGOTTEN
    request.save()
    return {DataRequest._meta.db_table: [request.pk]}
