"""Tasks: who does what until when, on a board, in a list and in a calendar."""
