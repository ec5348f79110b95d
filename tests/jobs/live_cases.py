"""What changes the live pages of jobs."""

from ..live.cases import Case
from .rows import make_run

CASES = {
    "jobs:overview": Case(lambda world: make_run()),
    "jobs:run_list": Case(lambda world: make_run()),
}
