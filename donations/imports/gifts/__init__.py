"""The import of a sheet of donations."""

from .importer import DonationImporter

__all__ = ["DonationImporter"]
