"""A person's own workbook, changed in a few cells and otherwise untouched.

From the outside in: `amended` (what may be changed), `package` and `book` (the parts), `sheet`, `cells`, `tables`, `comments`, `styles`,
`new_sheet` (one part each), `values` and `xml` (how a change stands in the bytes). openpyxl is not used to write: it loses charts and saved
results. Nothing here decides what to change.
"""

from optimiser.amend.amended import Amended
from optimiser.amend.empty import empty_workbook
from optimiser.amend.new_sheet import NewColumn, NewRow
from optimiser.amend.styles import BODY, HEADER, LINKED, Look
from optimiser.amend.values import Link, Value

__all__ = ["BODY", "HEADER", "LINKED", "Amended", "Link", "Look", "NewColumn", "NewRow", "Value", "empty_workbook"]
