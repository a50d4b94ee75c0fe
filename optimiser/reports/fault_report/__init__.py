"""The faults of a programme and its workbook as a file for whoever has to mend them: a table (`table`) or a noted copy (`noted`)."""
