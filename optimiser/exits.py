"""What an exit code says."""

DONE, OURS, GIVEN, NO_PLAN, UNPROVED = range(5)
INTERRUPTED = 130
# Faults that say that there is no plan.
NO_PLAN_CODES = ("nothing-fits", "no-whole-plan")
