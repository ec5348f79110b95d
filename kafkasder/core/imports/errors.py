"""What stops an import before any row is looked at, in one sentence for the person."""


class UnreadableSheet(Exception):
    """The file is not a sheet, or not one that can be imported; the message says why and what to do."""
