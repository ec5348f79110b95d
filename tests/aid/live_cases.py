"""What changes the live pages of this room."""

from .live_cases_applications import CASES as APPLICATIONS
from .live_cases_assessment import CASES as ASSESSMENT
from .live_cases_payments import CASES as PAYMENTS

CASES = {**APPLICATIONS, **ASSESSMENT, **PAYMENTS}
