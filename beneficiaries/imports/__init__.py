"""Importing households with their members from sheets; see `docs/import.md`."""

from .importer import HouseholdImporter

__all__ = ["HouseholdImporter"]
