"""Plans side by side as people read them: on the screen and as a page (`sections.py`, `page.py`), and as a workbook (`book.py`)."""
