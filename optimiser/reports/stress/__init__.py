"""What estimates do to a plan, as sections, workbook and page."""
