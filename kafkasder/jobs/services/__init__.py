"""Verbs of the room: waking jobs, and the runs of the worker."""
