"""The import of a sheet of donors."""

from .importer import DonorImporter

__all__ = ["DonorImporter"]
