"""How fast pages stay current, and what that costs: run with `python -m benchmarks.live`."""
