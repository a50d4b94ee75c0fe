"""Bad workbooks: many small ways to spoil a good one, each with the fault it must give."""
