"""Requests: recorded under a number without gaps, checked, worked on and answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kafkasder.core.locks import lock_named

from .. import policy
from ..models import DataRequest
from ..states import CLOSED, REQUEST_STATES, RequestState


@transaction.atomic
def record_request(*, request: DataRequest, by: Any) -> DataRequest:
    """Store a new request under the next number of this year."""
    policy.can_record_request(by).require()
    request.year, request.number = _take_number()
    request.save(force_insert=True)
    return request


def _take_number() -> tuple[int, int]:
    """Return year and number. Others wait until the transaction ends, so a rolled back one leaves no gap."""
    year = timezone.localdate().year
    lock_named(f"privacy.request.{year}")
    last = DataRequest.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return year, (last or 0) + 1


@transaction.atomic
def change_request(*, request: DataRequest, by: Any) -> DataRequest:
    """Store what was corrected in an open request; state, identity and answer have services of their own."""
    policy.can_change_request(by, request).require()
    request.save()
    return request


@transaction.atomic
def check_identity(*, request: DataRequest, how: str, by: Any) -> DataRequest:
    """Record that `by` made sure who asks, and how."""
    request = _locked(request)
    policy.can_answer_request(by, request).require()
    if not request.is_open:
        raise ValidationError(_("Başvuru sonuçlanmış."), code="closed")
    request.identity_check, request.identity_checked_by, request.identity_checked_at = how, by, timezone.now()
    request.save(update_fields=["identity_check", "identity_checked_by", "identity_checked_at"])
    return request


@transaction.atomic
def change_state(*, request: DataRequest, target: str, by: Any, reason: str = "", answer: str = "") -> DataRequest:
    """Bring a request into another state along the table of its machine; to answer it takes an answer."""
    request = _locked(request)
    policy.can_answer_request(by, request).require()
    REQUEST_STATES.require(request.state, target, reason)
    if target == RequestState.ANSWERED:
        _require_answerable(request, answer)
        request.answer = answer.strip()
    request.state, request.state_reason = target, reason.strip()
    request.closed_at = timezone.now() if target in CLOSED else None
    request.save(update_fields=["state", "state_reason", "answer", "closed_at"])
    return request


def _require_answerable(request: DataRequest, answer: str) -> None:
    if not answer.strip():
        raise ValidationError({"answer": _("Lütfen verilen yanıtı yazın.")}, code="answer_required")
    if not request.identity_check:
        raise ValidationError(_("Yanıtlamadan önce başvuranın kimliği doğrulanmalıdır."), code="identity_required")


def _locked(request: DataRequest) -> DataRequest:
    return DataRequest.objects.select_for_update().get(pk=request.pk)
