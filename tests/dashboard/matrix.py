"""What each role gets at the addresses of the home page and around it."""

from ..matrix import EVERY_ROLE, Row

ROWS = [
    Row("home", EVERY_ROLE, post=200),
    Row("fold", EVERY_ROLE, get=405, post=204, data={"group": "finance", "folded": "1"}),
    Row("search", EVERY_ROLE, post=200),
    Row("look", EVERY_ROLE, stranger=204),
    Row("preferences", EVERY_ROLE, get=405, post=302, stranger=None),
]
