"""Getting a row is authorising: what the viewer may not see is not there."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from beneficiaries.querysets import sees_all

from ..models import Aid, AidPlan, AidProof, PaymentList

VIEW = ("aid.view_aid", "beneficiaries.view_household")
VIEW_LISTS = (*VIEW, "aid.view_payments")
PREPARE = "aid.prepare_payments"

__all__ = ["PREPARE", "VIEW", "VIEW_LISTS", "get_aid", "get_list", "get_payment", "get_plan", "get_proof", "sees_all"]


def get_plan(request: HttpRequest, pk: int) -> AidPlan:
    rows = AidPlan.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("household", "person", "fund", "account", "asked"), pk=pk)


def get_aid(request: HttpRequest, pk: int) -> Aid:
    rows = Aid.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("household__head", "person", "plan", "payment_list"), pk=pk)


def get_proof(request: HttpRequest, pk: int) -> AidProof:
    seen: Any = Aid.objects.visible_to(request.user)
    return get_object_or_404(AidProof.objects.select_related("aid"), pk=pk, aid__in=seen.order_by().values("pk"))


def get_list(request: HttpRequest, pk: int) -> PaymentList:
    rows = PaymentList.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("fund", "account", "created_by", "locked_by", "follows"), pk=pk)


def get_payment(request: HttpRequest, payment_list: PaymentList, pk: int) -> Aid:
    rows = Aid.objects.visible_to(request.user).filter(payment_list=payment_list)
    return get_object_or_404(rows.select_related("household", "payment_list"), pk=pk)
