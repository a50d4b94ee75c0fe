"""Plans side by side, the first one the reference: `told.py` is the way through."""
