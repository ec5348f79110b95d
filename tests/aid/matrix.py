"""What each role gets at the addresses of this room."""

from .matrix_applications import ROWS as APPLICATIONS
from .matrix_assessment import ROWS as ASSESSMENT
from .matrix_payments import ROWS as PAYMENTS

ROWS = [*APPLICATIONS, *ASSESSMENT, *PAYMENTS]
