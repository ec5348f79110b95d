"""What the log may not hold: keys that stand in an address, such as that of a calendar feed."""

import logging

from .sentry import hide_keys


class KeyFilter(logging.Filter):
    """Hide keys in what a line says; Django names the address of whatever it refuses."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(hide_keys(each) if isinstance(each, str) else each for each in record.args)
        if isinstance(record.msg, str):
            record.msg = hide_keys(record.msg)
        return True
