"""Starting the panel and its tests: embedded PostgreSQL and Redis, the draining Daphne."""
