"""The reports, each made from a run record only, so that one can be rewritten years later without a solver."""
