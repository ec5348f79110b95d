"""The import of a sheet of meetings."""

from .importer import MeetingImporter

__all__ = ["MeetingImporter"]
