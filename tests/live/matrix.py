"""What each role gets at the addresses of the live layer; what a fragment shows is its page's own row."""

from ..matrix import EVERY_ROLE, Row

ROWS = [
    Row("live:board", ("admin",), post=200),
    Row("live:fragments", EVERY_ROLE, get=400, stranger=401),
]
