"""The room's lists: their columns, filters and order."""
