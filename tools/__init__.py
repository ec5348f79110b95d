"""What developers and continuous integration run; the panel itself needs nothing of it."""
