"""Cleaning of what people type."""
