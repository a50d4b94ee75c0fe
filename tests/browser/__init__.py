"""Written pages in a real browser."""
