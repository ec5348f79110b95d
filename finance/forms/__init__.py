"""What may be typed about money."""

from tasks.forms import FileForm

from .places import AccountForm, FundForm
from .records import FinanceRecordForm, ReverseForm

__all__ = ["AccountForm", "FileForm", "FinanceRecordForm", "FundForm", "ReverseForm"]
