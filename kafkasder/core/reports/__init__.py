"""Reports: figures and tables of a period beside those of another, on a page, in its charts and in files alike."""

from .files import FileKind, write_report
from .forms import PeriodForm
from .periods import Against, Period, Span, compared_with, months_until, period_of
from .tables import Column, Figure, Kind, Report, Row, Table, change_words

__all__ = [
    "Against",
    "Column",
    "Figure",
    "FileKind",
    "Kind",
    "Period",
    "PeriodForm",
    "Report",
    "Row",
    "Span",
    "Table",
    "change_words",
    "compared_with",
    "months_until",
    "period_of",
    "write_report",
]
