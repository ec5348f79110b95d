"""Cleaning of what is typed about personal data."""

from .breaches import BreachForm, NotifyForm, ViewedForm, WhyForm
from .notices import DeliveryForm, NoticeForm
from .people import FindPersonForm
from .requests import AnswerForm, IdentityForm, RequestForm
from .retention import RuleForm

__all__ = [
    "AnswerForm",
    "BreachForm",
    "DeliveryForm",
    "FindPersonForm",
    "IdentityForm",
    "NoticeForm",
    "NotifyForm",
    "RequestForm",
    "RuleForm",
    "ViewedForm",
    "WhyForm",
]
