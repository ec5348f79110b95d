"""Live pages: a change saved on one screen is on every other screen within a blink."""
