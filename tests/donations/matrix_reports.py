"""What each role gets at the addresses of reports."""

from ..matrix import Row

SEERS = ("admin", "board", "accounting", "auditor")

ROWS = [
    Row("donations:gift_report", SEERS, confined=True),
    Row("donations:gift_report_export", SEERS, get=405, post=302, confined=True),
    Row("donations:ledger_report", SEERS, confined=True),
    Row("donations:ledger_report_export", SEERS, get=405, post=302, confined=True),
]
