"""Security events: what is noticed, which behaviour is suspicious, and what is said of it.

`noticing` records what no service records by itself, `triggers` what only the database sees, `rules` says as data what
is suspicious and `watch` looks for it, `alarms` tells those who guard the panel.
"""
