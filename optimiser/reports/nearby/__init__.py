"""Room to move, other plans and the smallest change, on the screen, as a page and as a workbook."""
