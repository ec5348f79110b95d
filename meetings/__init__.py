"""Meetings: who is called to them, what they are about, and what comes of them."""
