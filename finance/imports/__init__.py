"""The import of a sheet of incomes and expenses."""

from .importer import FinanceImporter

__all__ = ["FinanceImporter"]
