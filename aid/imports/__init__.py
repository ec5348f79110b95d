"""The import of a sheet of aid applications."""

from .importer import ApplicationImporter

__all__ = ["ApplicationImporter"]
