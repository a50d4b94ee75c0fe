"""Reading what people and programs put in a workbook: nothing becomes 0, empty or approximate in silence.

From the outside in: `package` and `preflight` (the file), `sheets` (cells as typed), `cells` (one value), `headers` and `tables` (one sheet),
then one file a table. `optimiser.workbook` puts them together.
"""
