"""The solver's room."""
