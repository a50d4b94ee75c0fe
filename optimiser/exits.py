"""What an exit code says."""

DONE, OURS, GIVEN, NO_PLAN, UNPROVED = range(5)
INTERRUPTED = 130
