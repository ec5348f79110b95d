"""Getting a row is authorising: what the viewer may not see is not there."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import FinanceRecord, Fund, MoneyAccount, RecordFile, Transfer


def get_fund(request: HttpRequest, pk: int) -> Fund:
    return get_object_or_404(Fund.objects.visible_to(request.user), pk=pk)


def get_account(request: HttpRequest, pk: int) -> MoneyAccount:
    return get_object_or_404(MoneyAccount.objects.visible_to(request.user).select_related("keeper"), pk=pk)


def get_record(request: HttpRequest, pk: int) -> FinanceRecord:
    return get_object_or_404(FinanceRecord.objects.visible_to(request.user), pk=pk)


def get_transfer(request: HttpRequest, pk: int) -> Transfer:
    return get_object_or_404(Transfer.objects.visible_to(request.user), pk=pk)


def get_file(request: HttpRequest, pk: int) -> RecordFile:
    seen = FinanceRecord.objects.visible_to(request.user)
    return get_object_or_404(RecordFile.objects.select_related("record").filter(record__in=seen), pk=pk)
