"""An input workbook as keyed cells, so that copies of it can be laid side by side: by id and by column, never by position or language."""
