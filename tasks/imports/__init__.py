"""The import of a sheet of tasks."""

from .importer import TaskImporter

__all__ = ["TaskImporter"]
