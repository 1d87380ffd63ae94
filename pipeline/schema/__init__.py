"""What sheets, columns, codes, indicators and tables are called; every Chinese label lives here or in messages."""
