"""What differs between two workbooks, plans or records, and what that does to the effect: `told.py` is the way through."""
