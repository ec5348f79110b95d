"""Helpers that any room may use; this package knows no room."""
