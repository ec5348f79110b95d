"""What each role gets at the addresses of jobs."""

from ..matrix import Row
from .rows import CLEAN

ROWS = [
    Row("jobs:overview", ("admin",)),
    Row("jobs:run_list", ("admin",), post=302),
    Row("jobs:job_run", ("admin",), post=302, arguments=lambda: [CLEAN]),
]
