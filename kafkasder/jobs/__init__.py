"""Work that nobody waits for: what the worker runs, when it ran and when it runs next."""
