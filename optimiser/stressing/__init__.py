"""`stress`: what estimates do to a plan (`asking.py`), its robust and careful plans (`plans.py`), what to know before reading (`notes.py`)."""
