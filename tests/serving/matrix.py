"""What each role gets at the health pages."""

from ..matrix import EVERY_ROLE, Row

ROWS = [
    Row("health_live", EVERY_ROLE, stranger=None),
    Row("health_ready", EVERY_ROLE, stranger=None),
    Row("health_worker", EVERY_ROLE, get=503, stranger=None),  # nobody works beside the tests
    Row("health", ("admin",)),
]
