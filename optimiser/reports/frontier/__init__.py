"""A frontier as people read it: on the screen and as a page (`sections.py`, `page.py`), and as a workbook (`book.py`)."""
