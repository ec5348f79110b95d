"""What may be typed about money."""

from tasks.forms import FileForm

from .places import AccountForm, FundForm
from .records import FinanceRecordForm, ReverseForm
from .rules import RateForm, RuleForm

__all__ = ["AccountForm", "FileForm", "FinanceRecordForm", "FundForm", "RateForm", "ReverseForm", "RuleForm"]
