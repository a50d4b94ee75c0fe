"""How all tests run: hypothesis takes the same examples every time, on every machine."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, max_examples=60, print_blob=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")
