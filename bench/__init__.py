"""Benchmarks: ratios to a named rival or floor, measured in one run. `kadam bench NAME [--json]` runs one."""
