"""May this person do this to that row? Rows that one may not see never get here: they are a 404."""
