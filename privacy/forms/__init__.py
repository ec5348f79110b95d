"""Cleaning of what is typed about personal data."""

from .notices import DeliveryForm, NoticeForm
from .people import FindPersonForm
from .requests import AnswerForm, IdentityForm, ReasonForm, RequestForm
from .retention import RuleForm

__all__ = [
    "AnswerForm",
    "DeliveryForm",
    "FindPersonForm",
    "IdentityForm",
    "NoticeForm",
    "ReasonForm",
    "RequestForm",
    "RuleForm",
]
