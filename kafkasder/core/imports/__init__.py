"""Importing sheets as people keep them: any room says its columns and how to save, the rest is here.

    sheet = open_sheet(path)                 # CSV or a workbook, whatever its dialect
    plan = read(sheet, importer, mapping)    # finds the headers; what was recognised stands in `plan.header`
    result = run(plan, importer, options)    # checks and saves, or only checks

`command` shows the result in a terminal; a page can call the same functions with its own steps between them.
"""

from .by_row import RowImporter
from .columns import Column
from .errors import UnreadableSheet
from .header import Header, UnknownHeader
from .importer import Importer, Mode, Problem, Row, Tally, Unit
from .mapping import read_mapping, write_mapping
from .plan import Plan, read
from .report import Report
from .running import Options, Outcome, Result, run
from .sheets import Sheet, open_sheet

__all__ = [
    "Column",
    "Header",
    "Importer",
    "Mode",
    "Options",
    "Outcome",
    "Plan",
    "Problem",
    "Report",
    "Result",
    "Row",
    "RowImporter",
    "Sheet",
    "Tally",
    "Unit",
    "UnknownHeader",
    "UnreadableSheet",
    "open_sheet",
    "read",
    "read_mapping",
    "run",
    "write_mapping",
]
